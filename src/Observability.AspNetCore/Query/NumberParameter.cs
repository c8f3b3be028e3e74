using System.Globalization;
using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>A number; null when it is missing.</summary>
internal sealed class NumberParameter(string name, string description) : QueryParameter<double?>(name, description)
{
    public override string Type => "number";

    public override double? Read(StringValues given, List<ApiIssue> issues)
    {
        if (given.Count == 0 || string.IsNullOrEmpty(given[0]))
        {
            return null;
        }

        if (double.TryParse(given[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        issues.Add(ApiIssue.InvalidType("number", "NaN", Name));
        return null;
    }
}
