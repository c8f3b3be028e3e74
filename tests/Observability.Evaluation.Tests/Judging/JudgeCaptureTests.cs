using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Capture;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Judging;

public sealed class JudgeCaptureTests
{
    private static readonly EvaluationSubject Subject = EvaluationSubject.OfText("q", "a");

    [Fact]
    public async Task JudgeCall_InsideTheApplicationsTrace_IsATraceOfItsOwnInItsOwnEnvironment()
    {
        await using var observability = new TestObservability(o => o.Environment = "production");
        using var activity = new Activity("request").Start();
        var judge = Judge(observability, "yes");

        EvaluatorScore score;
        using (var span = observability.Instance.Tracer.StartSpan("application"))
        {
            score = Assert.Single(await judge.EvaluateAsync(Subject));
            Assert.Same(span, LlmTrace.CurrentObservation);
            Assert.Same(activity, Activity.Current);
        }

        var observations = await observability.ObservationsAsync();
        Assert.Equal(["span", "evaluator(gen)"], TraceTree.Draw(observations).Order(StringComparer.Ordinal).Reverse());
        var application = Assert.Single(observations, o => o.Kind == ObservationKind.Span);
        Assert.Equal("production", application.Environment);
        var judged = observations.Where(o => o.Kind != ObservationKind.Span).ToList();
        Assert.All(judged, o => Assert.Equal(Evaluator.JudgeEnvironment, o.Environment));
        Assert.All(judged, o => Assert.NotEqual(application.TraceId, o.TraceId));
        Assert.Equal(score.Judge!.TraceId, judged[0].TraceId);
    }

    [Fact]
    public async Task Score_OfAJudge_SaysModelTokensAndCost()
    {
        await using var observability = new TestObservability();

        var score = Assert.Single(await Judge(observability, "yes").EvaluateAsync(Subject));

        // gpt-4o-mini: 1,000 tokens in at 0.15 and 100 out at 0.60 USD per million.
        Assert.Equal(("gpt-4o-mini", 1, 1000, 100, 0.00021m), (score.Judge!.Model, score.Judge.Calls, score.Judge.InputTokens, score.Judge.OutputTokens, score.Judge.CostUsd));
        var generation = Assert.Single(await observability.ObservationsAsync(), o => o.Kind == ObservationKind.Generation);
        Assert.Equal(0.00021m, generation.Cost!.Total);
    }

    [Fact]
    public async Task JudgeThatFails_IsAFailedTrace()
    {
        await using var observability = new TestObservability();
        var judge = Evaluator.From(new YesNoJudge(), Options(observability, new ScriptedJudge((_, _) => throw new HttpRequestException("500"))));

        var score = Assert.Single(await judge.EvaluateAsync(Subject));

        Assert.Equal("HttpRequestException: 500", score.Error);
        Assert.Null(score.Judge);
        Assert.Equal(["evaluator!(gen!)"], await observability.TreesAsync());
    }

    [Fact]
    public async Task EvaluatorsAtOnce_EachHaveTheirOwnTrace()
    {
        await using var observability = new TestObservability();
        var judge = Judge(observability, "yes");

        var scores = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => Assert.Single(await judge.EvaluateAsync(Subject))));

        Assert.Equal(20, scores.Select(s => s.Judge!.TraceId).Distinct().Count());
        Assert.All(scores, s => Assert.Equal(1, s.Judge!.Calls));
        Assert.All(await observability.TreesAsync(), tree => Assert.Equal("evaluator(gen)", tree));
    }

    [Fact]
    public async Task JudgeClient_AskedOutsideAnEvaluation_IsStillNotTheApplications()
    {
        await using var observability = new TestObservability();
        using var client = new ScriptedJudge("yes").AsJudge(observability.Instance);

        var text = "";

        using (observability.Instance.Tracer.StartSpan("application"))
        {
            await foreach (var update in client.GetStreamingResponseAsync("q"))
            {
                text += update.Text;
            }
        }

        Assert.Equal("yes", text);
        Assert.Equal(["evaluator(gen)", "span"], (await observability.TreesAsync()).Order());
    }

    [Fact]
    public async Task Capture_SwitchedOff_JudgesAllTheSame()
    {
        await using var observability = new TestObservability(o => o.Enabled = false);

        var score = Assert.Single(await Judge(observability, "yes").EvaluateAsync(Subject));

        Assert.Equal(true, score.Value);
        Assert.Null(score.Judge!.TraceId);
        Assert.Empty(await observability.ObservationsAsync());
    }

    private static Evaluator Judge(TestObservability observability, string answer) => Evaluator.From(new YesNoJudge(), Options(observability, new ScriptedJudge(answer)));

    private static EvaluatorOptions Options(TestObservability observability, IChatClient client) =>
        new() { ChatConfiguration = new ChatConfiguration(client.AsJudge(observability.Instance)) };
}
