using System.Buffers;
using System.Buffers.Text;

namespace Observability.Pipeline;

/// <summary>A base64 data URI inside a text: <c>data:image/png;base64,iVBOR…</c>.</summary>
internal readonly struct DataUri
{
    private const string Infix = ";base64,";
    private const int MaxHeader = 200;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");

    private readonly string _text;
    private readonly int _content;

    private DataUri(string text, int start, int content, int end, string contentType)
    {
        _text = text;
        _content = content;
        Start = start;
        End = end;
        ContentType = contentType;
    }

    public int Start { get; }

    public int End { get; }

    public string ContentType { get; }

    /// <summary>The most bytes it can decode to.</summary>
    public long MaxBytes => (End - _content) * 3L / 4;

    public static string Of(string contentType, ReadOnlySpan<byte> content) => $"data:{contentType};base64,{Convert.ToBase64String(content)}";

    public static bool MayContain(string text) => text.Contains(Infix, StringComparison.Ordinal);

    public static bool IsContentType(string? text) =>
        text is { Length: > 2 and <= 127 } && text.Contains('/', StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '+' or '-' or '.' or '_');

    public static IEnumerable<DataUri> Find(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var infix = text.IndexOf(Infix, from, StringComparison.Ordinal);
            if (infix < 0)
            {
                yield break;
            }

            var content = infix + Infix.Length;
            var end = text.AsSpan(content).IndexOfAnyExcept(Base64) is var other and >= 0 ? content + other : text.Length;
            var headerFrom = Math.Max(from, infix - MaxHeader);
            var start = text.LastIndexOf("data:", infix, infix - headerFrom + 1, StringComparison.OrdinalIgnoreCase);
            if (start >= headerFrom && end > content)
            {
                // data:<type>[;parameter…]: only the type matters.
                var type = text[(start + 5)..infix].Split(';')[0];
                yield return new DataUri(text, start, content, end, IsContentType(type) ? type : "application/octet-stream");
            }

            from = Math.Max(end, content);
        }
    }

    public bool TryDecode(out byte[] content)
    {
        var base64 = _text.AsSpan(_content, End - _content);
        content = new byte[Base64Url.GetMaxDecodedLength(base64.Length)];
        var status = base64.IndexOfAny('-', '_') >= 0
            ? Base64Url.TryDecodeFromChars(base64, content, out var written)
            : Convert.TryFromBase64Chars(base64, content, out written) || Base64Url.TryDecodeFromChars(base64.TrimEnd('='), content, out written);
        content = status ? content[..written] : [];
        return status;
    }
}
