namespace Observability.Model;

/// <summary>The rules for environment names.</summary>
public static class TraceEnvironment
{
    /// <summary>The environment of observations that name none.</summary>
    public const string Default = "default";

    /// <summary>The most characters a name may have.</summary>
    public const int MaxLength = 40;

    /// <summary>Makes a valid name: lower case, other characters than <c>[a-z0-9-_]</c> become <c>-</c>, cut at <see cref="MaxLength"/>; empty becomes <see cref="Default"/>.</summary>
    public static string Normalize(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return Default;
        }

        var trimmed = name.Trim();
        return string.Create(Math.Min(trimmed.Length, MaxLength), trimmed, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = char.ToLowerInvariant(text[i]);
                span[i] = char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-';
            }
        });
    }
}
