namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>How an OTLP message is encoded.</summary>
internal enum OtlpFormat
{
    Protobuf = 0,
    Json,
}
