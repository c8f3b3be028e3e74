using System.Buffers.Binary;
using System.Text;

namespace Observability.Testing.Remote;

/// <summary>A span as it arrived, read from protobuf by the message definitions of OpenTelemetry and by nothing of ours.</summary>
public sealed record SentSpan(string TraceId, string Id, string? ParentId, string Name, DateTimeOffset Start, DateTimeOffset? End, bool IsError, string? StatusMessage, IReadOnlyDictionary<string, object> Attributes)
{
    public string Scope { get; private init; } = "";

    public string? Text(string name) => Attributes.GetValueOrDefault(name) as string;

    public static IReadOnlyList<SentSpan> ReadAll(byte[] request)
    {
        List<SentSpan> spans = [];
        foreach (var scopeSpans in Fields(request).Where(f => f.Number == 1).SelectMany(resource => Fields(resource.Bytes)).Where(f => f.Number == 2))
        {
            var fields = Fields(scopeSpans.Bytes).ToList();
            var scope = fields.Where(f => f.Number == 1).SelectMany(f => Fields(f.Bytes)).Where(f => f.Number == 1).Select(f => f.Text).SingleOrDefault() ?? "";
            spans.AddRange(fields.Where(f => f.Number == 2).Select(f => Read(f.Bytes) with { Scope = scope }));
        }

        return spans;
    }

    private static SentSpan Read(byte[] span)
    {
        var fields = Fields(span).ToList();
        Field? Find(int number) => fields.Where(f => f.Number == number).Select(f => (Field?)f).SingleOrDefault();
        var status = Find(15) is { } found ? Fields(found.Bytes).ToList() : [];
        return new SentSpan(
            Hex(Find(1)!.Value), Hex(Find(2)!.Value), Find(4) is { } parent ? Hex(parent) : null, Find(5)!.Value.Text, Time(Find(7)!.Value.Value), Find(8) is { } end ? Time(end.Value) : null,
            status.Any(f => f is { Number: 3, Value: 2 }), status.Where(f => f.Number == 2).Select(f => f.Text).SingleOrDefault(),
            fields.Where(f => f.Number == 9).Select(f => Fields(f.Bytes).ToList()).ToDictionary(pair => pair.Single(f => f.Number == 1).Text, pair => Value(pair.Single(f => f.Number == 2).Bytes)));
    }

    private static object Value(byte[] any)
    {
        var field = Fields(any).Single();
        return field.Number switch
        {
            1 => field.Text,
            2 => field.Value != 0,
            3 => (long)field.Value,
            5 => Fields(field.Bytes).Select(item => (string)Value(item.Bytes)).ToArray(),
            _ => throw new InvalidDataException($"The value has the field {field.Number}."),
        };
    }

    private static string Hex(Field field) => Convert.ToHexStringLower(field.Bytes);

    private static DateTimeOffset Time(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));

    private static IEnumerable<Field> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    yield return new Field((int)(tag >> 3), Varint(message, ref at), []);
                    break;
                case 1:
                    yield return new Field((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), []);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return new Field((int)(tag >> 3), 0, message[at..(at + length)]);
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"The wire type {tag & 7} is none of OTLP's.");
            }
        }
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private readonly record struct Field(int Number, ulong Value, byte[] Bytes)
    {
        public string Text => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
    }
}
