using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>A trace as text in which every property of every record stands, so that two traces can be compared and a difference be read.</summary>
internal static class TraceText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new PayloadConverter(), new AmountConverter() },
    };

    /// <summary>The trace; the door its observations came through is left out, for it differs.</summary>
    public static string Of(TraceDetail? trace) => JsonSerializer.Serialize(
        trace is null ? null : trace with { Observations = [.. trace.Observations.Select(observation => observation with { Source = ObservationSource.Capture })] }, Options);

    /// <summary>Any value of the store.</summary>
    public static string Of(object? value) => JsonSerializer.Serialize(value, Options);

    private sealed class AmountConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        // 0.10 and 0.1 are the same amount.
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }

    private sealed class PayloadConverter : JsonConverter<Payload>
    {
        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
