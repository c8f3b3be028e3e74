namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>What was rejected of a request whose other spans were taken.</summary>
internal sealed record OtlpPartialSuccess
{
    /// <summary>How many spans: a 64-bit number, which protobuf's JSON spells as text.</summary>
    public required string RejectedSpans { get; init; }

    /// <summary>Why.</summary>
    public required string ErrorMessage { get; init; }
}
