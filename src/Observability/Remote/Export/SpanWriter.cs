using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Observability.Remote.Export;

/// <summary>Writes the fields of one OTLP span (<c>opentelemetry.proto.trace.v1.Span</c>) as protobuf. Not thread-safe.</summary>
internal sealed class SpanWriter
{
    private const uint Attribute = 9;
    private const uint Key = 1;
    private const uint Value = 2;
    private const uint StringValue = 1;
    private const uint BoolValue = 2;
    private const uint IntValue = 3;
    private const uint ArrayValue = 5;
    private const uint ArrayItem = 1;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>The span so far; the next one begins empty.</summary>
    public byte[] Take()
    {
        var span = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return span;
    }

    /// <summary>Writes a field of bytes given as hexadecimal digits.</summary>
    public void Hex(uint field, string digits)
    {
        Header(field, digits.Length / 2);
        var bytes = _buffer.GetSpan(digits.Length / 2);
        Convert.FromHexString(digits, bytes, out _, out var written);
        _buffer.Advance(written);
    }

    public void Text(uint field, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Header(field, length);
        Utf8(text, length);
    }

    public void Varint(uint field, ulong value)
    {
        Protobuf.WriteVarint(_buffer, Protobuf.Tag(field, Protobuf.VarintType));
        Protobuf.WriteVarint(_buffer, value);
    }

    /// <summary>Writes an instant in nanoseconds since 1970.</summary>
    public void Time(uint field, DateTimeOffset instant)
    {
        Protobuf.WriteVarint(_buffer, Protobuf.Tag(field, Protobuf.Fixed64Type));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), (ulong)(instant - DateTimeOffset.UnixEpoch).Ticks * 100);
        _buffer.Advance(sizeof(ulong));
    }

    /// <summary>Writes the status with code error.</summary>
    public void ErrorStatus(uint field, string? message)
    {
        const uint MessageField = 2;
        const uint CodeField = 3;
        const ulong Error = 2;
        var length = 2 + (message is null ? 0 : Protobuf.LengthOf(MessageField, Encoding.UTF8.GetByteCount(message)));
        Header(field, length);
        if (message is not null)
        {
            Text(MessageField, message);
        }

        Varint(CodeField, Error);
    }

    /// <summary>Adds an attribute of text; null adds none.</summary>
    public void Add(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        BeginAttribute(name, Protobuf.LengthOf(StringValue, length));
        Header(StringValue, length);
        Utf8(value, length);
    }

    /// <summary>Adds an attribute of text that is UTF-8 already.</summary>
    public void Add(string name, ReadOnlySpan<byte> utf8)
    {
        BeginAttribute(name, Protobuf.LengthOf(StringValue, utf8.Length));
        Header(StringValue, utf8.Length);
        _buffer.Write(utf8);
    }

    /// <summary>Adds an attribute that is true or false; null adds none.</summary>
    public void Add(string name, bool? value)
    {
        if (value is { } known)
        {
            BeginAttribute(name, 2);
            Varint(BoolValue, known ? 1UL : 0);
        }
    }

    /// <summary>Adds an attribute that is a whole number; null adds none.</summary>
    public void Add(string name, long? value)
    {
        if (value is { } known)
        {
            BeginAttribute(name, 1 + Protobuf.VarintLength((ulong)known));
            Varint(IntValue, (ulong)known);
        }
    }

    /// <summary>Adds an attribute that is a list of texts; an empty list adds none.</summary>
    public void Add(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        var items = values.Sum(value => Protobuf.LengthOf(ArrayItem, Protobuf.LengthOf(StringValue, Encoding.UTF8.GetByteCount(value))));
        BeginAttribute(name, Protobuf.LengthOf(ArrayValue, items));
        Header(ArrayValue, items);
        foreach (var value in values)
        {
            var length = Encoding.UTF8.GetByteCount(value);
            Header(ArrayItem, Protobuf.LengthOf(StringValue, length));
            Header(StringValue, length);
            Utf8(value, length);
        }
    }

    private void BeginAttribute(string name, int valueLength)
    {
        var nameLength = Encoding.UTF8.GetByteCount(name);
        Header(Attribute, Protobuf.LengthOf(Key, nameLength) + Protobuf.LengthOf(Value, valueLength));
        Header(Key, nameLength);
        Utf8(name, nameLength);
        Header(Value, valueLength);
    }

    private void Header(uint field, int length) => Protobuf.WriteHeader(_buffer, field, length);

    private void Utf8(string text, int length)
    {
        Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }
}
