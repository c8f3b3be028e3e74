using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Observability.Model;

namespace Observability.Pricing;

/// <summary>Counts the tokens of a call whose provider sent no usage, with OpenAI's o200k vocabulary.</summary>
/// <remarks>
/// Other vendors' vocabularies differ by some ten per cent for English and more for other scripts, and what images, audio and a
/// provider's own framing add is not seen: the result is marked as estimated. Of each payload at most <see cref="MaxCountedCharacters"/>
/// characters go through the tokenizer; the rest is counted at their ratio. Thread-safe; the vocabulary loads at the first use.
/// </remarks>
internal static class TokenEstimator
{
    /// <summary>The most characters of one payload that are really counted.</summary>
    public const int MaxCountedCharacters = 100_000;

    // Byte-pair merging is quadratic in the length of a run without word boundaries; slices of this size bound it at the price of at most
    // one token too many per slice.
    private const int SliceLength = 1024;

    // Role markers and separators of the chat format, after OpenAI's published counting recipe: three per message, three before the answer.
    private const int TokensPerMessage = 3;
    private const int TokensBeforeAnswer = 3;

    private static readonly Lazy<Tokenizer> Vocabulary = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>Estimates usage from what went in and came out; null when there is no text at all.</summary>
    /// <param name="input">The conversation or text sent.</param>
    /// <param name="output">What came back; null for embeddings and calls that returned nothing.</param>
    /// <param name="tools">The JSON of the tools sent along.</param>
    public static Usage? Estimate(Payload? input, Payload? output, string? tools = null)
    {
        if (input is null && output is null)
        {
            return null;
        }

        return new Usage
        {
            Input = input is null ? null : Count(input, withFraming: true) + CountText(tools),
            Output = output is null ? null : Count(output, withFraming: false),
            IsEstimated = true,
        };
    }

    internal static long CountText(string? text)
    {
        var count = new Counter();
        count.Add(text);
        return count.Tokens;
    }

    private static long Count(Payload payload, bool withFraming)
    {
        var count = new Counter();
        var reader = new Utf8JsonReader(payload.Utf8.Span, new JsonReaderOptions { MaxDepth = JsonDefaults.MaxDepth + 8 });
        var isFraming = false;
        var messages = 0L;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        isFraming = reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("tool_call_id"u8);
                        messages += reader.ValueTextEquals("role"u8) ? 1 : 0;
                        break;
                    case JsonTokenType.String when !isFraming:
                        count.Add(reader.GetString());
                        isFraming = false;
                        break;
                    case JsonTokenType.Number:
                        count.AddNumber();
                        isFraming = false;
                        break;
                    default:
                        isFraming = false;
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut or invalid JSON: what came before is counted.
        }

        return count.Tokens + (withFraming && messages > 0 ? (messages * TokensPerMessage) + TokensBeforeAnswer : 0);
    }

    private struct Counter
    {
        private long _counted;
        private long _countedCharacters;
        private long _skippedCharacters;
        private long _numbers;

        // The ratio is that of the characters counted; text too long to count always has some.
        public readonly long Tokens => _counted + _numbers
            + (_countedCharacters == 0 ? 0 : (long)Math.Round((double)_skippedCharacters * _counted / _countedCharacters));

        public void AddNumber() => _numbers++;

        public void Add(string? text)
        {
            if (string.IsNullOrEmpty(text) || text.StartsWith("@@@langfuseMedia:", StringComparison.Ordinal))
            {
                return;
            }

            var length = (int)Math.Min(text.Length, MaxCountedCharacters - _countedCharacters);
            for (var start = 0; start < length; start += SliceLength)
            {
                _counted += Vocabulary.Value.CountTokens(text.AsSpan(start, Math.Min(SliceLength, length - start)));
            }

            _countedCharacters += length;
            _skippedCharacters += text.Length - length;
        }
    }
}
