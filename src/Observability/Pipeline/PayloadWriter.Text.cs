using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Pipeline;

public sealed partial class PayloadWriter
{
    /// <summary>Writes text, redacted and cut at the limit, with base64 data URIs lifted out; null becomes JSON null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Null();
        }
        else if (_skipped == 0 && !_isFull)
        {
            WriteText(_liftsMedia && DataUri.MayContain(text) ? LiftMedia(text) : _redactor.RedactContent(text, _limits.TextLength));
        }
    }

    /// <summary>Writes a property that holds text.</summary>
    public void Text(string name, string? text)
    {
        Name(name);
        Text(text);
    }

    /// <summary>Writes a word of a fixed vocabulary, such as a role: text that cannot hold anything of a user's and is not redacted.</summary>
    public void Literal(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        WriteText(word);
    }

    /// <summary>Writes a property that holds a word of a fixed vocabulary.</summary>
    public void Literal(string name, string word)
    {
        Name(name);
        Literal(word);
    }

    /// <summary>Keeps media beside the store and writes its reference in its place.</summary>
    public void MediaReference(string contentType, ReadOnlyMemory<byte> content, string source = "bytes")
    {
        if (_skipped == 0 && !_isFull)
        {
            WriteText(_liftsMedia ? Keep(contentType, content, source) : DataUri.Of(contentType, content.Span));
        }
    }

    /// <summary>Writes JSON that is already there, redacting its texts and names and cutting it at the limits.</summary>
    public void Json(Payload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        Guarded(payload.Utf8, static (writer, utf8) => writer.Copy(utf8.Span));
    }

    private void Copy(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (!_isFull && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: StartObject(); break;
                case JsonTokenType.EndObject: EndObject(); break;
                case JsonTokenType.StartArray: StartArray(); break;
                case JsonTokenType.EndArray: EndArray(); break;
                case JsonTokenType.PropertyName: Key(TextOf(ref reader)); break;
                case JsonTokenType.String: Text(TextOf(ref reader)); break;
                case JsonTokenType.Number when reader.ValueSpan.Length > 64: Text(TextOf(ref reader)); break;
                case JsonTokenType.Number when BeginValue(): _json.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
                case JsonTokenType.True: Boolean(true); break;
                case JsonTokenType.False: Boolean(false); break;
                case JsonTokenType.Null: Null(); break;
            }
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Escapes of half a character or bytes that are no UTF-8: kept as they are spelt.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private string LiftMedia(string text)
    {
        var lifted = new StringBuilder();
        var rest = 0;
        foreach (var uri in DataUri.Find(text))
        {
            lifted.Append(_redactor.RedactContent(text[rest..uri.Start], _limits.TextLength));
            lifted.Append(Keep(uri));
            rest = uri.End;
        }

        return lifted.Append(_redactor.RedactContent(text[rest..], _limits.TextLength)).ToString();
    }

    private string Keep(in DataUri uri) =>
        uri.MaxBytes > _limits.MediaBytes ? TooLarge(uri.MaxBytes) : uri.TryDecode(out var content) ? Keep(uri.ContentType, content, "base64_data_uri") : "[media: not base64]";

    private string Keep(string? contentType, ReadOnlyMemory<byte> content, string source)
    {
        if (content.Length > _limits.MediaBytes)
        {
            return TooLarge(content.Length);
        }

        contentType = DataUri.IsContentType(contentType) ? contentType! : "application/octet-stream";
        var media = new MediaContent(contentType, content);
        _media.Add(media);
        return new MediaReference(media.Id, contentType, source).ToString();
    }

    private string TooLarge(long bytes) => $"[media: {bytes} bytes, more than the {_limits.MediaBytes} that are kept]";

    private void WriteText(string text)
    {
        if (_skipped > 0 || _isFull)
        {
            return;
        }

        var remaining = Remaining;
        if (text.Length * 6L > remaining)
        {
            // Worst case first, because it is free; the exact length only when that does not fit.
            var fits = JsonText.CharactersThatFit(text, Math.Max(0, remaining - 80));
            if (fits < text.Length)
            {
                text = string.Concat(text.AsSpan(0, fits), TextRedactor.CutMarker(text.Length));
            }
        }

        if (BeginValue())
        {
            _json.WriteStringValue(text);
        }
    }
}
