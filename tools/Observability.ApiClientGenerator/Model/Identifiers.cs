using System;
using System.Linq;

namespace Observability.ApiClientGenerator.Model;

/// <summary>Makes names of C# of the names of the API.</summary>
internal static class Identifiers
{
    private static readonly char[] Separators = ['-', '_', '.', ' ', '/'];

    public static string Pascal(string name) => string.Concat(name.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    public static string Camel(string name) => Pascal(name) is { Length: > 0 } pascal ? "@" + char.ToLowerInvariant(pascal[0]) + pascal.Substring(1) : name;

    /// <summary>One of many: <c>DatasetItems</c> is <c>DatasetItem</c>.</summary>
    public static string Singular(string plural)
    {
        if (plural.EndsWith("ies", StringComparison.Ordinal))
        {
            return plural.Substring(0, plural.Length - 3) + "y";
        }

        return plural.EndsWith("s", StringComparison.Ordinal) && !plural.EndsWith("ss", StringComparison.Ordinal) ? plural.Substring(0, plural.Length - 1) : plural;
    }
}
