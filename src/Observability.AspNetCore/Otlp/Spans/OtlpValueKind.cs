namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>What an attribute's value is.</summary>
internal enum OtlpValueKind
{
    None = 0,
    Text,
    Boolean,
    Integer,
    Number,
    Bytes,
    List,
    Map,
}
