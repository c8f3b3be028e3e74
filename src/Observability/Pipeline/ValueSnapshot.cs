using System.Buffers;
using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Converts a user's object to JSON on the caller's thread, in bounded time and size.</summary>
/// <remarks>
/// Reads what the JSON contract of the type names. Never throws, follows no cycle, and touches nothing that is not data: a stream,
/// a delegate, a service or a lazy sequence is recorded as its type, because reading it would change or run the application.
/// </remarks>
internal sealed class ValueSnapshot
{
    private const int MaxNodes = 20_000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(100);

    private static readonly JsonSerializerOptions Contracts = new(JsonDefaults.Options)
    {
        MaxDepth = 2000,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly PayloadWriter _writer;
    private readonly PayloadLimits _limits;
    private readonly ClassifiedRedactor _classified;
    private readonly List<object> _ancestors = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _nodes;

    private ValueSnapshot(PayloadWriter writer, PayloadLimits limits, ClassifiedRedactor classified)
    {
        _writer = writer;
        _limits = limits;
        _classified = classified;
    }

    /// <summary>Returns the JSON of a value; what could not be read is a marker inside it.</summary>
    public static Payload Take(object value, PayloadLimits limits, ClassifiedRedactor? classified = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new PayloadWriter(buffer, limits, TextRedactor.None, liftsMedia: false);
        new ValueSnapshot(writer, limits, classified ?? ClassifiedRedactor.None).Write(value);
        writer.Flush();
        return Payload.FromUtf8(buffer.WrittenMemory);
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null or bool or int or long or double or decimal or Payload or Capture.ICapturedPayload: _writer.Value(value); return;
            case string text: WriteText(text); return;
            case float number: _writer.Number(double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)); return;
            case Enum: _writer.Literal(value.ToString()!); return;
            case byte[] bytes: WriteBytes(bytes); return;
            case ReadOnlyMemory<byte> bytes: WriteBytes(bytes.Span); return;
            case Memory<byte> bytes: WriteBytes(bytes.Span); return;
        }

        if (++_nodes > MaxNodes || _writer.IsFull || ((_nodes & 255) == 0 && TimeProvider.System.GetElapsedTime(_started) > MaxTime))
        {
            _writer.Literal("[cut: too large an object]");
            return;
        }

        if (NotData.Is(value))
        {
            _writer.Literal(NotData.Marker(value));
            return;
        }

        if (_ancestors.Count >= PayloadLimits.Depth)
        {
            _writer.Literal($"[cut: nested deeper than {PayloadLimits.Depth} levels]");
            return;
        }

        if (_ancestors.Exists(ancestor => ReferenceEquals(ancestor, value)))
        {
            _writer.Literal("[cycle]");
            return;
        }

        _ancestors.Add(value);
        _writer.Guarded((This: this, Value: value), static (_, state) => state.This.WriteComposite(state.Value));
        _ancestors.RemoveAt(_ancestors.Count - 1);
    }

    private void WriteComposite(object value)
    {
        switch (value)
        {
            case JsonElement or JsonNode or JsonDocument: WriteSerialised(value); return;
            case Exception exception: WriteException(exception); return;
            case IDictionary map: WriteMap(map); return;
        }

        var contract = Contracts.GetTypeInfo(value.GetType());
        switch (contract.Kind)
        {
            case JsonTypeInfoKind.Object: WriteObject(value, contract); break;
            case JsonTypeInfoKind.Dictionary: WritePairs((IEnumerable)value); break;
            case JsonTypeInfoKind.Enumerable: WriteItems((IEnumerable)value); break;
            default: WriteSerialised(value); break;
        }
    }

    private void WriteObject(object value, JsonTypeInfo contract)
    {
        _writer.StartObject();
        foreach (var property in contract.Properties)
        {
            if (property.Get is not { } get || property.IsExtensionData)
            {
                continue;
            }

            _writer.Name(property.Name);
            if (ClassifiedRedactor.Of(property) is { } classification)
            {
                _writer.Literal(_classified.Redact(classification, TryGet(get, value, out var secret, out _) ? secret : null));
            }
            else if (TryGet(get, value, out var item, out var error))
            {
                Write(item);
            }
            else
            {
                _writer.Literal($"[threw {error}]");
            }
        }

        _writer.EndObject();
    }

    private static bool TryGet(Func<object, object?> get, object from, out object? value, out string? error)
    {
        try
        {
            (value, error) = (get(from), null);
            return true;
        }
        catch (Exception exception)
        {
            (value, error) = (null, exception.GetType().Name);
            return false;
        }
    }

    private void WriteMap(IDictionary map)
    {
        _writer.StartObject();
        foreach (DictionaryEntry entry in map)
        {
            if (Stop())
            {
                break;
            }

            _writer.Name(Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? "");
            Write(entry.Value);
        }

        _writer.EndObject();
    }

    private void WritePairs(IEnumerable pairs)
    {
        _writer.StartObject();
        foreach (var pair in pairs)
        {
            if (Stop())
            {
                break;
            }

            var contract = Contracts.GetTypeInfo(pair.GetType());
            _writer.Name(Convert.ToString(contract.Properties[0].Get!(pair), System.Globalization.CultureInfo.InvariantCulture) ?? "");
            Write(contract.Properties[1].Get!(pair));
        }

        _writer.EndObject();
    }

    private void WriteItems(IEnumerable items)
    {
        _writer.StartArray();
        foreach (var item in items)
        {
            if (Stop())
            {
                _writer.Literal("[cut: too many items]");
                break;
            }

            Write(item);
        }

        _writer.EndArray();
    }

    private void WriteException(Exception exception)
    {
        _writer.StartObject();
        _writer.Literal("type", exception.GetType().FullName ?? exception.GetType().Name);
        _writer.Text("message", TryGet(static e => ((Exception)e).Message, exception, out var message, out var error) ? (string?)message : $"[threw {error}]");
        _writer.EndObject();
    }

    private void WriteSerialised(object value) =>
        _writer.Json(Payload.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Contracts)));

    // Left whole when it may hold media, which the pipeline lifts out before it cuts the text.
    private void WriteText(string text) =>
        _writer.Literal(DataUri.MayContain(text) && text.Length <= _limits.Bytes / 2 ? text : TextRedactor.Shorten(text, _limits.TextLength));

    private void WriteBytes(ReadOnlySpan<byte> bytes) =>
        _writer.Literal(bytes.Length * 4L / 3 > _limits.Bytes / 2 ? $"[{bytes.Length} bytes]" : DataUri.Of("application/octet-stream", bytes));

    // Counts too: a million integers are no objects, but as long.
    private bool Stop() => _writer.IsFull || ++_nodes > MaxNodes;
}
