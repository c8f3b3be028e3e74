using System.Globalization;
using System.Text.Json.Nodes;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>A span to send: attributes are text, <c>bool</c>, <c>int</c>, <c>double</c>, <c>byte[]</c>, arrays and dictionaries of these.</summary>
internal sealed class SpanSketch
{
    public const string Trace = "0af7651916cd43dd8448eb211c80319c";

    public string TraceId { get; init; } = Trace;

    public string SpanId { get; init; } = "b7ad6b7169203331";

    public string ParentId { get; init; } = "";

    public string Name { get; init; } = "work";

    public ulong Start { get; init; } = 1_772_618_400_123_456_000;

    public ulong End { get; init; } = 1_772_618_401_123_456_000;

    public Dictionary<string, object?> Attributes { get; init; } = [];

    public List<(string Name, Dictionary<string, object?> Attributes)> Events { get; init; } = [];

    public int StatusCode { get; init; }

    public string StatusMessage { get; init; } = "";

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["traceId"] = TraceId,
            ["spanId"] = SpanId,
            ["parentSpanId"] = ParentId,
            ["name"] = Name,
            ["kind"] = 1,
            ["startTimeUnixNano"] = Start.ToString(CultureInfo.InvariantCulture),
            ["endTimeUnixNano"] = End.ToString(CultureInfo.InvariantCulture),
            ["attributes"] = JsonAttributes(Attributes),
            ["events"] = new JsonArray([.. Events.Select(e => new JsonObject
            {
                ["name"] = e.Name,
                ["timeUnixNano"] = Start.ToString(CultureInfo.InvariantCulture),
                ["attributes"] = JsonAttributes(e.Attributes),
            })]),
            ["status"] = new JsonObject { ["code"] = StatusCode, ["message"] = StatusMessage },
        };
        return json;
    }

    public void WriteTo(ProtobufSketch message)
    {
        message.Bytes(1, Convert.FromHexString(TraceId));
        message.Bytes(2, Convert.FromHexString(SpanId));
        message.Bytes(4, Convert.FromHexString(ParentId));
        message.Text(5, Name);
        message.Varint(6, 1);
        message.Fixed64(7, Start);
        message.Fixed64(8, End);
        Attributes.ToList().ForEach(attribute => message.Message(9, entry => WriteEntry(entry, attribute)));
        foreach (var (name, attributes) in Events)
        {
            message.Message(11, e =>
            {
                e.Fixed64(1, Start);
                e.Text(2, name);
                attributes.ToList().ForEach(attribute => e.Message(3, entry => WriteEntry(entry, attribute)));
            });
        }

        message.Message(15, status =>
        {
            status.Text(2, StatusMessage);
            status.Varint(3, (ulong)StatusCode);
        });
    }

    public static JsonArray JsonAttributes(Dictionary<string, object?> attributes) =>
        new([.. attributes.Select(attribute => new JsonObject { ["key"] = attribute.Key, ["value"] = JsonValueOf(attribute.Value) })]);

    public static void WriteEntry(ProtobufSketch entry, KeyValuePair<string, object?> attribute)
    {
        entry.Text(1, attribute.Key);
        entry.Message(2, value => WriteValue(value, attribute.Value));
    }

    private static JsonObject JsonValueOf(object? value) => value switch
    {
        string text => new() { ["stringValue"] = text },
        bool flag => new() { ["boolValue"] = flag },
        int number => new() { ["intValue"] = number.ToString(CultureInfo.InvariantCulture) },
        double number => new() { ["doubleValue"] = number },
        byte[] bytes => new() { ["bytesValue"] = Convert.ToBase64String(bytes) },
        Dictionary<string, object?> map => new() { ["kvlistValue"] = new JsonObject { ["values"] = JsonAttributes(map) } },
        object?[] list => new() { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. list.Select(JsonValueOf)]) } },
        _ => [],
    };

    private static void WriteValue(ProtobufSketch message, object? value)
    {
        switch (value)
        {
            case string text: message.Text(1, text); break;
            case bool flag: message.Varint(2, flag ? 1UL : 0); break;
            case int number: message.Varint(3, unchecked((ulong)number)); break;
            case double number: message.Fixed64(4, BitConverter.DoubleToUInt64Bits(number)); break;
            case byte[] bytes: message.Bytes(7, bytes); break;
            case Dictionary<string, object?> map:
                message.Message(6, inner => map.ToList().ForEach(entry => inner.Message(1, e => WriteEntry(e, entry))));
                break;
            case object?[] list:
                message.Message(5, inner => list.ToList().ForEach(item => inner.Message(1, e => WriteValue(e, item))));
                break;
        }
    }
}
