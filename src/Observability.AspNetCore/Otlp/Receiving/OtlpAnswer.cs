using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>The answer to an OTLP request; empty when everything was taken.</summary>
internal sealed record OtlpAnswer
{
    /// <summary>What was rejected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OtlpPartialSuccess? PartialSuccess { get; init; }
}
