using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Model;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Reads the properties of one JSON object in order, and gathers what is wrong with them.</summary>
/// <remarks>
/// The JSON was read through once, so it is valid. Values of any shape are copied as they are spelt. Text that is no text (half of a
/// surrogate pair) throws an <see cref="InvalidOperationException"/>.
/// </remarks>
internal ref struct FieldReader
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    private const int MaxIdLength = 800;

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ReadOnlyMemory<byte> _json;
    private readonly IReadOnlyList<string> _path;
    private readonly List<ApiIssue> _issues;
    private Utf8JsonReader _reader;
    private string _name = "";

    /// <param name="json">The object.</param>
    /// <param name="path">Where it is, for issues.</param>
    /// <param name="issues">Where issues go.</param>
    public FieldReader(ReadOnlyMemory<byte> json, IReadOnlyList<string> path, List<ApiIssue> issues)
    {
        _json = json;
        _path = path;
        _issues = issues;
        _reader = new Utf8JsonReader(json.Span, Options);
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            issues.Add(ApiIssue.InvalidType("object", TypeOf(_reader.TokenType), path));
            _reader = default;
        }
    }

    public static string TypeOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        JsonTokenType.Null => "null",
        _ => "undefined",
    };

    /// <summary>Moves to the next property, whose value must then be read or skipped.</summary>
    public bool Next([NotNullWhen(true)] out string? name)
    {
        name = _name = _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName ? _reader.GetString()! : null!;
        return name is not null;
    }

    public void Skip() => _reader.Skip();

    public Said<string> Text()
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.String => _reader.GetString(),
            JsonTokenType.Null => default(string),
            _ => Mismatch<string>("string"),
        };
    }

    /// <summary>Text that identifies something; blank text is nothing.</summary>
    public Said<string> Id()
    {
        var text = Text();
        if (text.Value?.Length > MaxIdLength)
        {
            _issues.Add(ApiIssue.TooLong("string", MaxIdLength, [.. _path, _name]));
        }

        return string.IsNullOrWhiteSpace(text.Value) ? text with { Value = null } : text;
    }

    /// <summary>An instant in the form stores keep it.</summary>
    public Said<DateTimeOffset?> Instant()
    {
        _reader.Read();
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                return default(DateTimeOffset?);
            case JsonTokenType.String when (HasOffset(_reader.ValueSpan) && _reader.TryGetDateTimeOffset(out var instant)) || InstantParameter.TryParse(_reader.GetString(), out instant):
                if (instant >= Earliest && instant < Latest)
                {
                    return (DateTimeOffset?)StoredForm.Of(instant);
                }

                break;
            case JsonTokenType.String:
                break;
            default:
                return Mismatch<DateTimeOffset?>("string");
        }

        _issues.Add(ApiIssue.InvalidDateTime([.. _path, _name]));
        return default;
    }

    /// <summary>One of a set of words, at its place in the set.</summary>
    public Said<int?> Choice(IReadOnlyList<string> words)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return default(int?);
        }

        for (var i = 0; _reader.TokenType == JsonTokenType.String && i < words.Count; i++)
        {
            if (_reader.ValueTextEquals(words[i]))
            {
                return (int?)i;
            }
        }

        _reader.Skip();
        _issues.Add(ApiIssue.InvalidValue(words, [.. _path, _name]));
        return default;
    }

    public Said<bool?> Flag()
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.True => (bool?)true,
            JsonTokenType.False => (bool?)false,
            JsonTokenType.Null => default(bool?),
            _ => Mismatch<bool?>("boolean"),
        };
    }

    public Said<int?> Integer()
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.Number when _reader.TryGetInt32(out var number) => (int?)number,
            JsonTokenType.Null => default(int?),
            _ => Mismatch<int?>("int"),
        };
    }

    /// <summary>A list of texts; null is an empty one.</summary>
    public IReadOnlyList<string> Texts()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            if (_reader.TokenType != JsonTokenType.Null)
            {
                Mismatch<string>("array");
            }

            return [];
        }

        List<string> texts = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.String)
            {
                texts.Add(_reader.GetString()!);
            }
            else
            {
                Mismatch<string>("string");
            }
        }

        return texts;
    }

    /// <summary>JSON of any shape, copied.</summary>
    public Said<Payload> Json() => Slice() is { } slice ? Payload.FromUtf8(slice.ToArray()) : default(Payload);

    /// <summary>An object; anything else becomes the one property <c>metadata</c> of one.</summary>
    public Said<Payload> Metadata()
    {
        if (Slice() is not { } slice)
        {
            return default(Payload);
        }

        return Payload.FromUtf8(slice.Span[0] == (byte)'{' ? slice.ToArray() : [.. "{\"metadata\":"u8, .. slice.Span, (byte)'}']);
    }

    /// <summary>An object as elements.</summary>
    public Said<JsonElement?> Element()
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => (JsonElement?)JsonElement.ParseValue(ref _reader),
            JsonTokenType.Null => default(JsonElement?),
            _ => Mismatch<JsonElement?>("object"),
        };
    }

    /// <summary>The value as it is spelt, not copied; null for JSON null.</summary>
    public ReadOnlyMemory<byte>? Slice()
    {
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        _reader.Skip();
        return _json[start..(int)_reader.BytesConsumed];
    }

    // Without an offset the framework would take the server's own zone.
    private static bool HasOffset(ReadOnlySpan<byte> text) => text.Length > 10 && (text[^1] == (byte)'Z' || text[10..].IndexOfAny((byte)'+', (byte)'-') >= 0);

    private Said<T> Mismatch<T>(string expected)
    {
        _issues.Add(ApiIssue.InvalidType(expected, TypeOf(_reader.TokenType), [.. _path, _name]));
        _reader.Skip();
        return default;
    }
}
