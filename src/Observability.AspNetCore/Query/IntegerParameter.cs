using System.Globalization;
using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>A whole number within bounds.</summary>
internal sealed class IntegerParameter(string name, string description, int minimum, int maximum, int defaultValue) : QueryParameter<int>(name, description)
{
    public override string Type => "integer";

    public override long? Minimum => minimum;

    public override long? Maximum => maximum;

    public override long? Default => defaultValue;

    public override int Read(StringValues given, List<ApiIssue> issues)
    {
        if (given.Count == 0 || string.IsNullOrEmpty(given[0]))
        {
            return defaultValue;
        }

        if (!double.TryParse(given[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number))
        {
            issues.Add(ApiIssue.InvalidType("number", "NaN", Name));
        }
        else if (number < minimum)
        {
            // Clients know the smallest page as "greater than zero".
            issues.Add(minimum == 1 ? ApiIssue.TooSmall(0, inclusive: false, Name) : ApiIssue.TooSmall(minimum, inclusive: true, Name));
        }
        else if (number > maximum)
        {
            issues.Add(ApiIssue.TooBig(maximum, Name));
        }
        else if (number != Math.Floor(number))
        {
            issues.Add(ApiIssue.InvalidType("int", "number", Name));
        }
        else
        {
            return (int)number;
        }

        return defaultValue;
    }
}
