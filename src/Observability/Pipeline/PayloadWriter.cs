using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Observability.Capture;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Writes payloads as JSON within the limits, redacting every text on the way and lifting media out.</summary>
/// <remarks>
/// Whatever is called in whatever order, the outcome is exactly one valid JSON value: a value without a name gets one, an end
/// without a beginning is ignored, what stays open is closed. Too long, too deep or too much is cut with a marker. No
/// method throws because of what is written. Not thread-safe: the pipeline owns one.
/// </remarks>
public sealed partial class PayloadWriter : IDisposable
{
    // What must always fit: a marker and the ends of everything that is open.
    private const int Reserve = 256 + PayloadLimits.Depth;

    private readonly Utf8JsonWriter _json;
    private readonly List<MediaContent> _media = [];
    private readonly PayloadLimits _limits;
    private readonly TextRedactor _redactor;
    private readonly PipelineHealth? _health;
    private readonly bool _liftsMedia;
    private readonly bool[] _isObject = new bool[PayloadLimits.Depth];
    private int _depth;
    private int _floor;
    private int _skipped;
    private long _values;
    private bool _hasName;
    private bool _isFull;

    internal PayloadWriter(IBufferWriter<byte> buffer)
        : this(buffer, PayloadLimits.Of(new LlmObservabilityOptions()), TextRedactor.None)
    {
    }

    internal PayloadWriter(IBufferWriter<byte> buffer, PayloadLimits limits, TextRedactor redactor, PipelineHealth? health = null, bool liftsMedia = true)
    {
        _json = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions);
        _limits = limits;
        _redactor = redactor;
        _health = health;
        _liftsMedia = liftsMedia;
    }

    internal IReadOnlyList<MediaContent> Media => _media;

    /// <summary>Whether the size limit is reached: everything more is left out.</summary>
    public bool IsFull => _isFull;

    private long Remaining => _limits.Bytes - Reserve - _json.BytesCommitted - _json.BytesPending;

    private bool InObject => _depth > 0 && _isObject[_depth - 1];

    /// <summary>Begins an object.</summary>
    public void StartObject() => Start(isObject: true);

    /// <summary>Ends an object.</summary>
    public void EndObject() => End(isObject: true);

    /// <summary>Begins an array.</summary>
    public void StartArray() => Start(isObject: false);

    /// <summary>Ends an array.</summary>
    public void EndArray() => End(isObject: false);

    /// <summary>Writes a property's name that the program knows; it is not redacted.</summary>
    public void Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_skipped > 0 || _isFull || !InObject)
        {
            return;
        }

        if (_hasName)
        {
            Null();
        }

        name = name.Length > PayloadLimits.NameLength ? TextRedactor.None.Redact(name, PayloadLimits.NameLength) : name;
        if (Remaining < name.Length * 6)
        {
            BecomeFull();
            return;
        }

        _json.WritePropertyName(name);
        _hasName = true;
    }

    /// <summary>Writes a property's name that comes from data, redacted.</summary>
    public void Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name(_redactor.IsActive ? _redactor.Redact(name, PayloadLimits.NameLength) : name);
    }

    /// <summary>Writes a number; NaN and infinities as text.</summary>
    public void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Literal(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (BeginValue())
        {
            _json.WriteNumberValue(value);
        }
    }

    /// <summary>Writes a number.</summary>
    public void Number(long value)
    {
        if (BeginValue())
        {
            _json.WriteNumberValue(value);
        }
    }

    /// <summary>Writes a number.</summary>
    public void Number(decimal value)
    {
        if (BeginValue())
        {
            _json.WriteNumberValue(value);
        }
    }

    /// <summary>Writes a boolean.</summary>
    public void Boolean(bool value)
    {
        if (BeginValue())
        {
            _json.WriteBooleanValue(value);
        }
    }

    /// <summary>Writes JSON null.</summary>
    public void Null()
    {
        if (BeginValue())
        {
            _json.WriteNullValue();
        }
    }

    /// <summary>Writes any captured value: null, text, number, boolean, <see cref="Payload"/> or captured payload.</summary>
    public void Value(object? value)
    {
        switch (value)
        {
            case null: Null(); break;
            case string text: Text(text); break;
            case Payload payload: Json(payload); break;
            case ICapturedPayload captured: Guarded(captured, static (writer, payload) => payload.WriteTo(writer)); break;
            case bool flag: Boolean(flag); break;
            case int number: Number((long)number); break;
            case long number: Number(number); break;
            case double number: Number(number); break;
            case decimal number: Number(number); break;
            default: Json(ValueSnapshot.Take(value, _limits)); break;
        }
    }

    /// <summary>Returns its buffers.</summary>
    public void Dispose() => _json.Dispose();

    /// <summary>Closes what is open and writes everything to the buffer.</summary>
    internal void Flush()
    {
        _floor = 0;
        CloseTo(0, 0);
        if (_values == 0)
        {
            Null();
        }

        _json.Flush();
    }

    /// <summary>Begins another payload.</summary>
    internal void Reset(IBufferWriter<byte> buffer)
    {
        _json.Reset(buffer);
        _media.Clear();
        _depth = _floor = _skipped = 0;
        _values = 0;
        _hasName = _isFull = false;
    }

    /// <summary>Runs code of others so that it can neither throw out, nor close what it did not open, nor leave anything open.</summary>
    internal void Guarded<T>(T state, Action<PayloadWriter, T> write)
    {
        var (depth, skipped, floor, values) = (_depth, _skipped, _floor, _values);
        _floor = depth;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            write(this, state);
        }
        catch (Exception exception)
        {
            _health?.ProcessingFailed("a captured value", exception);
            _skipped = skipped;
            if (_depth > depth || _values == values)
            {
                Literal($"[not recorded: {exception.GetType().Name}]");
            }
        }

        CloseTo(depth, skipped);
        _floor = floor;
        if (_values == values && skipped == 0)
        {
            Null();
        }
    }

    private void Start(bool isObject)
    {
        if (_skipped > 0 || _isFull)
        {
            _skipped++;
            return;
        }

        if (_depth == PayloadLimits.Depth)
        {
            Literal($"[cut: nested deeper than {PayloadLimits.Depth} levels]");
            _skipped = 1;
            return;
        }

        if (!BeginValue())
        {
            _skipped = 1;
            return;
        }

        if (isObject)
        {
            _json.WriteStartObject();
        }
        else
        {
            _json.WriteStartArray();
        }

        _isObject[_depth++] = isObject;
    }

    private void End(bool isObject)
    {
        if (_skipped > 0)
        {
            _skipped--;
        }
        else if (_depth > _floor && _isObject[_depth - 1] == isObject)
        {
            Close();
        }
    }

    private void Close()
    {
        if (_hasName)
        {
            _json.WriteNullValue();
            _hasName = false;
        }

        if (_isObject[--_depth])
        {
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteEndArray();
        }
    }

    private void CloseTo(int depth, int skipped)
    {
        _skipped = skipped;
        while (_depth > depth)
        {
            Close();
        }
    }

    /// <summary>Makes place for a value; false when none may be written here.</summary>
    private bool BeginValue()
    {
        if (_skipped > 0 || _isFull || (_depth == 0 && _values > 0))
        {
            return false;
        }

        if (Remaining < 64)
        {
            BecomeFull();
            return false;
        }

        if (InObject && !_hasName)
        {
            _json.WritePropertyName("value");
        }

        _hasName = false;
        _values++;
        return true;
    }

    /// <summary>Writes the marker in the place of what does not fit; the reserve is for it.</summary>
    private void BecomeFull()
    {
        _isFull = true;
        if (InObject && !_hasName)
        {
            _json.WritePropertyName("cut");
        }

        _json.WriteStringValue($"[cut: more than {_limits.Bytes} bytes]");
        _hasName = false;
        _values++;
    }
}
