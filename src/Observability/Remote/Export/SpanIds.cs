using System.Buffers;

namespace Observability.Remote.Export;

/// <summary>Tells ids that OTLP can carry: 32 and 16 lower-case hexadecimal digits that are not all zero.</summary>
internal static class SpanIds
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool IsTrace(string id) => IsId(id, 32);

    public static bool IsSpan(string id) => IsId(id, 16);

    // Upper-case digits would come back in lower case: another id.
    private static bool IsId(string id, int length) => id.Length == length && !id.AsSpan().ContainsAnyExcept(Digits) && id.AsSpan().ContainsAnyExcept('0');
}
