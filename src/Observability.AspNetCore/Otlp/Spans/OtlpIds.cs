namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>Ids of traces and spans.</summary>
internal static class OtlpIds
{
    public const int TraceBytes = 16;

    public const int SpanBytes = 8;

    /// <summary>The id as lower-case hex digits; null when it does not have that many bytes or is all zero.</summary>
    public static string? Read(ReadOnlySpan<byte> id, int bytes) => id.Length == bytes && !IsNone(id) ? Convert.ToHexStringLower(id) : null;

    /// <summary>Whether there is no id: nothing, or only zeros.</summary>
    public static bool IsNone(ReadOnlySpan<byte> id) => !id.ContainsAnyExcept((byte)0);
}
