using System.Collections.Frozen;
using System.Text;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Tells the language of a text by its script, then by its commonest words.</summary>
internal static class LanguageGuess
{
    private const int MaxCharacters = 4000;
    private const double LeastWeight = 1.5;
    private const double LeastLead = 1.2;

    private static readonly (string Language, FrozenSet<string> Words)[] Languages = Load();

    // A word that few languages have says more: 1 / how many have it.
    private static readonly FrozenDictionary<string, (int[] Languages, double Weight)> Words = Languages
        .SelectMany((language, index) => language.Words.Select(word => (word, index)))
        .GroupBy(pair => pair.word, pair => pair.index)
        .ToFrozenDictionary(group => group.Key, group => (group.ToArray(), 1.0 / group.Count()), StringComparer.Ordinal);

    /// <summary>The languages it can tell.</summary>
    public static IReadOnlySet<string> Known { get; } = Languages.Select(l => l.Language).Concat(["zh", "ja", "ko", "el", "he", "th", "hi"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The ISO 639-1 code; null when it cannot be told.</summary>
    public static string? Of(string text)
    {
        var sample = text.Length > MaxCharacters ? text[..MaxCharacters] : text;
        return ByScript(sample) is { Length: > 0 } script ? script : ByWords(sample);
    }

    private static string? ByScript(string text)
    {
        Span<int> counts = stackalloc int[9];
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                continue;
            }

            letters++;
            var script = rune.Value switch
            {
                >= 0x3040 and <= 0x30FF => 0,
                (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) => 1,
                (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF) => 2,
                >= 0x0370 and <= 0x03FF => 3,
                >= 0x0590 and <= 0x05FF => 4,
                >= 0x0E00 and <= 0x0E7F => 5,
                >= 0x0900 and <= 0x097F => 6,
                _ => 8,
            };
            counts[script]++;
        }

        if (letters == 0)
        {
            return null;
        }

        // Ideographs weigh more than letters: ten of them are a sentence. Japanese has kana among them.
        var (kana, han) = (counts[0], counts[1]);
        if ((kana + han) * 3 > letters)
        {
            return kana * 8 > han ? "ja" : "zh";
        }

        ReadOnlySpan<string> names = ["", "", "ko", "el", "he", "th", "hi"];
        for (var i = 2; i < names.Length; i++)
        {
            if (counts[i] * 2 > letters)
            {
                return names[i];
            }
        }

        return null;
    }

    private static string? ByWords(string text)
    {
        Span<double> weights = stackalloc double[Languages.Length];
        Span<char> lower = stackalloc char[32];
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetter(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsLetter(text[i]) || char.GetUnicodeCategory(text[i]) is System.Globalization.UnicodeCategory.NonSpacingMark))
            {
                i++;
            }

            if (i - start <= lower.Length && text.AsSpan(start, i - start).ToLowerInvariant(lower) is var length && lookup.TryGetValue(lower[..length], out var word))
            {
                foreach (var language in word.Languages)
                {
                    weights[language] += word.Weight;
                }
            }
        }

        return Best(weights);
    }

    private static string? Best(ReadOnlySpan<double> weights)
    {
        var (best, second) = (-1, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (best < 0 || weights[i] > weights[best])
            {
                second = best < 0 ? 0 : weights[best];
                best = i;
            }
            else
            {
                second = Math.Max(second, weights[i]);
            }
        }

        return weights[best] >= LeastWeight && weights[best] >= LeastLead * second ? Languages[best].Language : null;
    }

    private static (string Language, FrozenSet<string> Words)[] Load()
    {
        using var stream = typeof(LanguageGuess).Assembly.GetManifestResourceStream("Observability.Evaluation.Deterministic.Text.common-words.txt")
            ?? throw new InvalidOperationException("The common words are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var languages = new List<(string, FrozenSet<string>)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 3 && line[2] == ':')
            {
                languages.Add((line[..2], line[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal)));
            }
        }

        return [.. languages];
    }
}
