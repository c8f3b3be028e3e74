using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Tests.Deterministic;

/// <summary>What must hold of every similarity whatever the texts.</summary>
public sealed class OverlapPropertyTests
{
    private static readonly SubjectEvaluator[] All =
    [
        new BleuEvaluator(), new BleuEvaluator(BleuSmoothing.None), new BleuEvaluator(BleuSmoothing.Epsilon), new BleuEvaluator(BleuSmoothing.AddOne), new GleuEvaluator(), new RougeLEvaluator(),
        new TokenF1Evaluator(), new EditSimilarityEvaluator(),
    ];

    private static readonly SubjectEvaluator[] Symmetric = [new GleuEvaluator(), new RougeLEvaluator(), new TokenF1Evaluator(), new EditSimilarityEvaluator()];

    [Property(Arbitrary = [typeof(Texts)])]
    public async Task Similarity_OfAnyTexts_IsBetweenZeroAndOne(Text answer, Text expected)
    {
        foreach (var evaluator in All)
        {
            Assert.InRange(await Scores.NumberAsync(evaluator, answer.Value, expected.Value), 0, 1);
        }
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public async Task Similarity_OfATextWithItself_IsOne(Text text)
    {
        foreach (var evaluator in All)
        {
            Assert.Equal(1, await Scores.NumberAsync(evaluator, text.Value, text.Value), 9);
        }
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public async Task Similarity_OfSwappedTexts_IsTheSame(Text answer, Text expected)
    {
        foreach (var evaluator in Symmetric)
        {
            Assert.Equal(await Scores.NumberAsync(evaluator, expected.Value, answer.Value), await Scores.NumberAsync(evaluator, answer.Value, expected.Value), 9);
        }
    }

    [Property(MaxTest = 300)]
    public void EditDistance_OfAnySymbols_EqualsTheTableOfLevenshtein(int[] left, int[] right, byte repeat)
    {
        // Few symbols and lengths over one and two words of 64, so that blocks meet.
        int[] Stretch(int[] symbols) => [.. Enumerable.Repeat(symbols, 1 + (repeat % 9)).SelectMany(s => s).Select(s => Math.Abs(s % 4))];
        var (a, b) = (Stretch(left), Stretch(right));

        Assert.Equal(Levenshtein(a, b), EditDistance.Of(a, b));
    }

    private static int Levenshtein(int[] a, int[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }
        }

        return table[a.Length, b.Length];
    }

    public sealed record Text(string Value);

    /// <summary>Words of few letters, so that texts share some, with punctuation, ideographs and emoji among them.</summary>
    public static class Texts
    {
        public static Arbitrary<Text> Text() => Gen
            .Elements("a", "the", "b", "bb", "b.", "1,000", "-", "it's", "天", "気", "😀", "É", "é", "\n", "!", "x-y", "")
            .ListOf()
            .Select(words => new Text(string.Join(" ", words)))
            .ToArbitrary();
    }
}
