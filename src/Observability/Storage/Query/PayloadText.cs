using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Feeds the text of a payload to the tokenizer: its strings and numbers, not its property names.</summary>
internal static class PayloadText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDefaults.MaxDepth + 8 };

    public static void Tokenize<TSink>(Payload? payload, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        if (payload is null)
        {
            return;
        }

        var reader = new Utf8JsonReader(payload.Utf8.Span, Options);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                {
                    Tokenize(ref reader, ref sink);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut or invalid JSON or UTF-16 escapes: what came before is searchable.
        }
    }

    private static void Tokenize<TSink>(ref Utf8JsonReader reader, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        var rented = ArrayPool<char>.Shared.Rent(Math.Max(reader.ValueSpan.Length, 1));
        try
        {
            var length = reader.TokenType is JsonTokenType.String
                ? reader.CopyString(rented)
                : Encoding.UTF8.GetChars(reader.ValueSpan, rented);
            SearchTokenizer.Tokenize(rented.AsSpan(0, length), isQuery: false, ref sink);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
