using Microsoft.Extensions.AI;
using Observability.Evaluation.Deterministic;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Deterministic;

public sealed class TraceMetricTests
{
    private static readonly ObservationRecord Priced = Some.Generation("t", "2", "1") with { Cost = new Cost { Total = 0.03m } };

    [Fact]
    public async Task Budgets_OfATrace_AreItsAmounts()
    {
        var subject = new EvaluationSubject(Subjects.Trace(Some.Span("t", "1"), Priced, Subjects.Tool("3", "x", null), Priced with { Id = new ObservationId("4"), StartTime = Some.Time.AddSeconds(3), EndTime = Some.Time.AddSeconds(4.5) }));

        Assert.Equal((0.06, true, "0.06 USD of 0.06."), await MeasureAsync(BudgetEvaluator.Cost(0.06m), subject));
        Assert.Equal((0.06, false, "0.06 USD of 0.05."), await MeasureAsync(BudgetEvaluator.Cost(0.05m), subject));
        Assert.Equal((4.5, false, "4.5 seconds of 4."), await MeasureAsync(BudgetEvaluator.Latency(TimeSpan.FromSeconds(4)), subject));
        Assert.Equal((300, true, "300 tokens of 300."), await MeasureAsync(BudgetEvaluator.Tokens(300), subject));
        Assert.Equal((3, null, "3 steps."), await MeasureAsync(BudgetEvaluator.Steps(), subject));
    }

    [Fact]
    public async Task Budget_OfAnObservation_CountsOnlyWhatIsInIt()
    {
        var trace = Subjects.Trace(Some.Span("t", "1"), Priced, Some.Span("t", "5", "1"), Priced with { Id = new ObservationId("6"), ParentId = new ObservationId("5") });

        Assert.Equal((0.03, null, "0.03 USD."), await MeasureAsync(BudgetEvaluator.Cost(), new EvaluationSubject(trace, new ObservationId("5"))));
        Assert.Equal((1, null, "1 seconds."), await MeasureAsync(BudgetEvaluator.Latency(), new EvaluationSubject(trace, new ObservationId("5"))));
    }

    [Fact]
    public async Task Cost_ThatIsUnknown_IsAFailureAndNeverZero()
    {
        var subject = new EvaluationSubject(Subjects.Trace(Some.Span("t", "1"), Priced, Some.Generation("t", "3", "1")));

        var score = await Scores.OneAsync(BudgetEvaluator.Cost(1m), subject);

        Assert.Contains("'chat gpt-4o' is not known", score.Error, StringComparison.Ordinal);
        Assert.False(score.Passed);
    }

    [Fact]
    public async Task Tokens_ThatAreEstimated_AreSaidToBe()
    {
        var subject = new EvaluationSubject(Subjects.Trace(Priced with { Usage = new Usage { Input = 5, Output = 5, IsEstimated = true } }));

        Assert.Equal((10, null, "10 tokens, partly estimated."), await MeasureAsync(BudgetEvaluator.Tokens(), subject));
    }

    [Fact]
    public async Task Latency_OfWhatHasNotEnded_IsAFailure() =>
        Assert.True((await Scores.OneAsync(BudgetEvaluator.Latency(), new EvaluationSubject(Subjects.Trace(Some.Span("t", "1") with { EndTime = null })))).IsFailed);

    [Fact]
    public async Task Budget_WithoutATrace_IsAFailure() => Assert.Contains("has none", (await Scores.OneAsync(BudgetEvaluator.Steps(), "a")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task UserFeedback_OfATrace_IsTheMeanOfWhatUsersSaid()
    {
        var trace = Subjects.Trace(Some.Span("t", "1")) with
        {
            Scores =
            [
                Some.Score("t", "a", 1) with { Name = "user-feedback" },
                Some.Score("t", "b") with { Name = "user-feedback", Value = false },
                Some.Score("t", "c", 0.5) with { Name = "user-feedback", Source = ScoreSource.Annotation },
                Some.Score("t", "d", 9) with { Name = "user-feedback", Source = ScoreSource.Evaluator },
                Some.Score("t", "e", 9) with { Name = "other" },
            ],
        };

        Assert.Equal((0.5, null, "Mean of 3."), await MeasureAsync(new UserFeedbackEvaluator(), new EvaluationSubject(trace)));
        Assert.True((await Scores.OneAsync(new UserFeedbackEvaluator("thumbs"), new EvaluationSubject(trace))).IsSkipped);
    }

    [Fact]
    public async Task EmbeddingSimilarity_OfTwoTexts_IsTheCosine()
    {
        var generator = new LetterEmbedding();

        Assert.Equal(1, await Scores.NumberAsync(new EmbeddingSimilarityEvaluator(generator), "abc", "cab"), 6);
        Assert.Equal(0.5, await Scores.NumberAsync(new EmbeddingSimilarityEvaluator(generator), "ab", "bc"), 6);
        Assert.Equal(0, await Scores.NumberAsync(new EmbeddingSimilarityEvaluator(generator), "a", "b"), 6);
        Assert.True((await Scores.OneAsync(new EmbeddingSimilarityEvaluator(generator, passAt: 0.4), "ab", "bc")).Passed);
        Assert.Contains("no direction", (await Scores.OneAsync(new EmbeddingSimilarityEvaluator(generator), "", "b")).Error, StringComparison.Ordinal);
        Assert.Contains("nothing to embed with", (await Scores.OneAsync(new EmbeddingSimilarityEvaluator(generator), "throw", "b")).Error, StringComparison.Ordinal);
    }

    private static async Task<(double Value, bool? Passed, string? Comment)> MeasureAsync(SubjectEvaluator evaluator, EvaluationSubject subject)
    {
        var score = await Scores.OneAsync(evaluator, subject);
        Assert.Null(score.Error);
        return (Math.Round(score.Value!.Value.Number, 9), score.Passed, score.Comment);
    }

    private sealed class LetterEmbedding : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(Embed)));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static Embedding<float> Embed(string text) => text == "throw"
            ? throw new InvalidOperationException("nothing to embed with")
            : new Embedding<float>(new float[] { text.Count(c => c == 'a'), text.Count(c => c == 'b'), text.Count(c => c == 'c') });
    }
}
