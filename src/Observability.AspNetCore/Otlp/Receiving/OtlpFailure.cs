namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>Ends an OTLP request with an error answer.</summary>
internal sealed class OtlpFailure(int statusCode, string message, bool isTemporary = false) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTemporary { get; } = isTemporary;

    public static OtlpFailure Invalid(string message) => new(400, message);

    public static OtlpFailure TooLarge(int limit) => new(413, $"The body is larger than the {limit} bytes that are taken. Send smaller batches.");
}
