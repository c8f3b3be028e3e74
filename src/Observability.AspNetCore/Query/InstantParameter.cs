using System.Globalization;
using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>An instant in ISO 8601 with an offset or <c>Z</c>.</summary>
internal sealed class InstantParameter(string name, string description) : QueryParameter<DateTimeOffset?>(name, description)
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-ddTHH:mmK",
    ];

    public override string Type => "string";

    public override string? Format => "date-time";

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        // Clients that forget to encode the + of an offset send a space.
        var candidate = text?.Replace(' ', '+');
        instant = default;
        return candidate is { Length: > 10 } && (candidate[^1] == 'Z' || candidate.AsSpan(10).IndexOfAny('+', '-') >= 0)
            && DateTimeOffset.TryParseExact(candidate, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }

    public override DateTimeOffset? Read(StringValues given, List<ApiIssue> issues)
    {
        if (given.Count == 0 || string.IsNullOrEmpty(given[0]))
        {
            return null;
        }

        if (TryParse(given[0], out var instant))
        {
            return instant;
        }

        issues.Add(ApiIssue.InvalidDateTime(Name));
        return null;
    }
}
