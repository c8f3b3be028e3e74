using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Microsoft.Extensions.Time.Testing;
using Observability.Model;

namespace Observability.Evaluation.Tests;

public sealed class EvaluatorTests
{
    private static readonly EvaluationSubject Subject = EvaluationSubject.OfText("How many?", "there are three words", "three");

    [Fact]
    public async Task ForeignEvaluator_OnASubject_GivesScoresWithNameVersionReasonAndOpinion()
    {
        var scores = await Evaluator.From(new WordCountEvaluator()).EvaluateAsync(Subject);

        Assert.Equal(["Words", "Asked"], scores.Select(s => s.Name));
        Assert.Equal(4, scores[0].Value);
        Assert.Equal("counted", scores[0].Comment);
        Assert.True(scores[0].Passed);
        Assert.Equal(ScoreValue.Categorical("How many?"), scores[1].Value);
        Assert.Null(scores[1].Passed);
        Assert.All(scores, s => Assert.Equal("word-count", s.EvaluatorName));
        Assert.All(scores, s => Assert.False(string.IsNullOrEmpty(s.EvaluatorVersion)));
    }

    [Theory]
    [InlineData("FluencyEvaluator", "fluency")]
    [InlineData("BLEUEvaluator", "bleu")]
    [InlineData("RelevanceTruthAndCompletenessEvaluator", "relevance-truth-and-completeness")]
    [InlineData("Evaluator", "evaluator")]
    public void ForeignName_OfAType_IsItsWords(string type, string expected)
    {
        var module = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new("names"), System.Reflection.Emit.AssemblyBuilderAccess.Run).DefineDynamicModule("names");

        Assert.Equal(expected, Observability.Evaluation.Adapters.ChatEvaluatorAdapter.NameOf(module.DefineType(type).CreateType()));
    }

    [Fact]
    public async Task Exception_OfAnEvaluator_FailsEveryPromisedMetricAndPassesNone()
    {
        var evaluator = Evaluator.From(new ScriptedEvaluator(["a", "b"], (_, _, _, _) => throw new HttpRequestException("500 (Internal Server Error)")));

        var scores = await evaluator.EvaluateAsync(Subject);

        Assert.Equal(["a", "b"], scores.Select(s => s.Name));
        Assert.All(scores, s => Assert.Equal("HttpRequestException: 500 (Internal Server Error)", s.Error));
        Assert.All(scores, s => Assert.Null(s.Value));
        Assert.All(scores, s => Assert.False(s.Passed));
    }

    [Fact]
    public async Task Metric_PromisedAndMissing_IsAFailure()
    {
        var scores = await Scores(["a", "b"], new NumericMetric("a", 1), new NumericMetric("extra", 2));

        Assert.Equal(["a", "b", "extra"], scores.Select(s => s.Name));
        Assert.Contains("promised the metric 'b'", scores[1].Error, StringComparison.Ordinal);
        Assert.Equal(2, scores[2].Value);
    }

    [Fact]
    public async Task Metric_WithoutAValue_IsAFailureUnlessItSaysWhy()
    {
        var informed = new NumericMetric("informed");
        informed.AddDiagnostics(EvaluationDiagnostic.Informational("Nothing to measure."));

        var scores = await Scores(["silent", "informed"], new NumericMetric("silent"), informed);

        Assert.True(scores[0].IsFailed);
        Assert.True(scores[1].IsSkipped);
        Assert.Equal("Nothing to measure.", scores[1].Comment);
        Assert.Null(scores[1].Passed);
    }

    [Fact]
    public async Task Metric_WithAValueBesideAnError_IsNotBelieved()
    {
        var metric = new NumericMetric("a", 1) { Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Good) };
        metric.AddDiagnostics(EvaluationDiagnostic.Error("The judge answered HTTP 500."));

        var score = Assert.Single(await Scores(["a"], metric));

        Assert.Equal("The judge answered HTTP 500.", score.Error);
        Assert.Null(score.Value);
        Assert.False(score.Passed);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Metric_ThatIsNoFiniteNumber_IsAFailure(double value) =>
        Assert.True(Assert.Single(await Scores(["a"], new NumericMetric("a", value))).IsFailed);

    [Fact]
    public async Task Evaluator_ThatHangs_FailsAfterItsTimeoutAndIsAskedToStop()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var evaluator = Evaluator.From(
            new ScriptedEvaluator(["a"], async (_, _, _, token) =>
            {
                token.Register(() => stopped.TrySetResult());
                started.SetResult();
                await new TaskCompletionSource().Task;
                return new EvaluationResult();
            }),
            new EvaluatorOptions { Timeout = TimeSpan.FromSeconds(30), TimeProvider = time });

        var evaluation = evaluator.EvaluateAsync(Subject).AsTask();
        await started.Task;
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains("took longer than 00:00:30", Assert.Single(await evaluation).Error, StringComparison.Ordinal);
        await stopped.Task;
    }

    [Fact]
    public async Task Cancellation_ByTheCaller_IsThrownAndNoResult()
    {
        using var cancellation = new CancellationTokenSource();
        var evaluator = Evaluator.From(new ScriptedEvaluator(["a"], async (_, _, _, token) =>
        {
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new EvaluationResult();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await evaluator.EvaluateAsync(Subject, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Cancellation_InsideTheEvaluator_IsAFailure()
    {
        var evaluator = Evaluator.From(new ScriptedEvaluator(["a"], (_, _, _, _) => throw new TaskCanceledException("HttpClient.Timeout")));

        Assert.Contains("HttpClient.Timeout", Assert.Single(await evaluator.EvaluateAsync(Subject)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delegate_ReturnsANumberABooleanOrAWord()
    {
        Evaluator[] evaluators =
        [
            Evaluator.From("ratio", (_, output, expected) => (double)expected!.Length / output.Length),
            Evaluator.From("same", (_, output, expected) => output == expected),
            Evaluator.From("first", (input, _, _) => input.Split(' ')[0]),
            Evaluator.From("throws", (_, _, _) => throw new InvalidOperationException("No.")),
        ];

        var values = new List<EvaluatorScore>();
        foreach (var evaluator in evaluators)
        {
            values.Add(Assert.Single(await evaluator.EvaluateAsync(Subject)));
        }

        Assert.Equal([5 / 21.0, false, "How", null], values.Select(v => v.Value));
        Assert.Equal("InvalidOperationException: No.", values[3].Error);
    }

    [Fact]
    public void Evaluator_ThatPromisesNothing_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Evaluator.From(new ScriptedEvaluator([], (_, _, _, _) => default)));

    [Fact]
    public void Score_OfAFailure_CannotBeStored() =>
        Assert.Throws<InvalidOperationException>(() => EvaluatorScore.Failed("a", "broken").ToScore(ScoreTarget.Trace(new TraceId("t")), default));

    [Fact]
    public void Score_Stored_SaysWhoGaveIt()
    {
        var score = EvaluatorScore.Of("a", 0.5, "why", passed: true) with
        {
            EvaluatorName = "judge",
            EvaluatorVersion = "3",
            Judge = new JudgeUsage { Model = "gpt-4o", Calls = 2, InputTokens = 10, OutputTokens = 5, CostUsd = 0.25m, TraceId = new TraceId("j") },
        };

        var stored = score.ToScore(ScoreTarget.Trace(new TraceId("t")), DateTimeOffset.UnixEpoch);

        Assert.Equal(ScoreSource.Evaluator, stored.Source);
        Assert.Equal("judge", stored.Author);
        Assert.Equal("why", stored.Comment);
        Assert.Equal(
            """{"evaluator_version":"3","passed":true,"judge_model":"gpt-4o","judge_calls":2,"judge_input_tokens":10,"judge_output_tokens":5,"judge_cost_usd":0.25,"judge_trace_id":"j"}""",
            stored.Metadata!.ToString());
    }

    private static async Task<IReadOnlyList<EvaluatorScore>> Scores(string[] names, params EvaluationMetric[] metrics) =>
        await Evaluator.From(new ScriptedEvaluator(names, (_, _, _, _) => ValueTask.FromResult(new EvaluationResult(metrics)))).EvaluateAsync(Subject);
}
