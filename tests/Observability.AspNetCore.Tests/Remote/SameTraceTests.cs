using Observability.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>What is sent to a server of ours is kept there as an embedded store would keep it.</summary>
public sealed class SameTraceTests
{
    [Fact]
    public async Task Run_CapturedAndSent_IsTheSameTraceOnTheServer()
    {
        await using var run = await ServerRun.StartAsync();
        TraceId trace;
        using (var root = run.Application.Tracer.StartAgent("support"))
        {
            trace = root.Trace.Id;
            root.Trace.SetName("question").SetUser("u-1").SetSession("s-1").SetMetadata("plan", "pro").AddTags("b", "a").SetPublic();
            using (var generation = run.Application.Tracer.StartGeneration("chat", "gpt-4o"))
            {
                generation.SetInput("What is the weather?").SetOutput("Sunny.");
            }

            try
            {
                await run.Application.Tracer.ObserveAsync<int>("lookup", _ => throw new InvalidOperationException("not today"), ObservationKind.Tool);
            }
            catch (InvalidOperationException)
            {
            }

            root.Score("helpful", true, "yes");
        }

        await run.Application.FlushAsync(TestContext.Current.CancellationToken);

        await run.AssertSameAsync(trace);
        Assert.Equal(3, (await run.Kept.GetTraceAsync(ProjectId.Default, trace))!.Observations.Count);
    }

    [Fact]
    public async Task Trace_ChangedAfterItsRootEnded_IsChangedOnTheServer()
    {
        await using var run = await ServerRun.StartAsync();
        var root = run.Application.Tracer.StartSpan("work");
        root.Dispose();
        await run.Application.FlushAsync(TestContext.Current.CancellationToken);

        root.Trace.SetName("renamed").AddTags("late").SetMetadata("k", new { n = 1 });
        await run.Application.FlushAsync(TestContext.Current.CancellationToken);

        await run.AssertSameAsync(root.Trace.Id);
        Assert.Equal("renamed", (await run.Kept.GetTraceAsync(ProjectId.Default, root.Trace.Id))!.Summary.Trace.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Records_OfEveryShape_AreTheSameOnTheServer(int seed)
    {
        await using var run = await ServerRun.StartAsync();
        var records = new RandomRecords(seed);
        var traces = Enumerable.Range(1, 5).Select(number => new TraceId($"{(seed * 100) + number:x32}")).ToList();
        foreach (var trace in traces)
        {
            await run.Application.SubmitAsync(new TelemetryBatch { Observations = records.Trace(trace.Value, 60) }, TestContext.Current.CancellationToken);
        }

        await run.AssertSameAsync(traces);
    }

    [Fact]
    public async Task Scores_OfEveryTypeSourceAndTarget_AreTheSameOnTheServer()
    {
        await using var run = await ServerRun.StartAsync();
        var trace = new TraceId(new string('a', 32));
        var observation = Telemetry.Observation(trace.Value, new string('b', 16));
        var score = new Score { Id = new ScoreId("1"), Name = "quality", Value = 0.5, Target = ScoreTarget.Trace(trace), Timestamp = Telemetry.Start, Comment = "so so", Author = "judge", QueueId = "q", Environment = "staging", Metadata = Payload.Parse("""{"k":[1]}""") };
        IReadOnlyList<Score> scores =
        [
            score,
            score with { Id = new ScoreId("2"), Value = true, Source = ScoreSource.Evaluator, Target = ScoreTarget.Observation(trace, observation.Id) },
            score with { Id = new ScoreId("3"), Value = "good", Source = ScoreSource.Annotation },
            score with { Id = new ScoreId("4"), Value = ScoreValue.FromText("well said"), Comment = null, Author = null, QueueId = null, Metadata = null },
            score with { Id = new ScoreId("5"), Value = false, Target = ScoreTarget.Session(new SessionId("s")) },
            score with { Id = new ScoreId("6"), Value = -3, Target = ScoreTarget.DatasetRun("run") },
        ];

        await run.Application.SubmitAsync(new TelemetryBatch { Observations = [observation], Scores = scores }, TestContext.Current.CancellationToken);

        await run.AssertSameAsync(trace);
        var kept = await run.Kept.ListScoresAsync(new ScoreQuery { Limit = 100 }, TestContext.Current.CancellationToken);
        Assert.Equal(scores, kept.Items.OrderBy(item => item.Id.Value));
    }

    [Fact]
    public async Task Observations_WithIdsOfAnotherSdk_ArriveAsEvents()
    {
        await using var run = await ServerRun.StartAsync();
        var trace = new TraceId("trace of another sdk");
        var root = Telemetry.Observation(trace.Value, "root") with { UserId = new UserId("u"), TraceName = "foreign", Tags = ["t"] };
        var call = Telemetry.Generation(trace.Value, "call", 0.1, 0.5) with { ParentId = root.Id };

        await run.Application.SubmitAsync(new TelemetryBatch { Observations = [root, call] }, TestContext.Current.CancellationToken);

        var kept = await run.Kept.GetTraceAsync(ProjectId.Default, trace, PayloadSelection.All, TestContext.Current.CancellationToken);
        Assert.Equal(("foreign", "u"), (kept!.Summary.Trace.Name, kept.Summary.Trace.UserId?.Value));
        Assert.Equal(["root", "call"], kept.Observations.Select(observation => observation.Id.Value));
        Assert.Equal((call.Usage, call.Cost!.Total, root.Id), (kept.Observations[1].Usage, kept.Observations[1].Cost!.Total, kept.Observations[1].ParentId!.Value));
    }
}
