using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Evaluation.Deterministic;

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
