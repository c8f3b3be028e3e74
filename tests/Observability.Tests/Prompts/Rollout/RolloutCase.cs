using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Prompts.Rollout;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;

namespace Observability.Tests.Prompts.Rollout;

/// <summary>A prompt with two versions, its rollouts, and calls made from it in a store.</summary>
internal sealed class RolloutCase
{
    public const int CallsOfAStage = 200;

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);
    private readonly InMemoryTraceStore _store = new();
    private int _calls;

    private RolloutCase()
    {
        Registry = new CatalogPromptRegistry(_store, ProjectId.Default, Time);
        Rollouts = new PromptRollouts(_store, _store, ProjectId.Default, Time, Settling);
        Metrics = new PromptMetrics(_store, ProjectId.Default);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public CatalogPromptRegistry Registry { get; }

    public PromptRollouts Rollouts { get; }

    public PromptMetrics Metrics { get; }

    public static RolloutPlan Plan { get; } = new()
    {
        Prompt = "p",
        Candidate = 2,
        Stages = [new RolloutStage(0.2, TimeSpan.FromHours(1)), new RolloutStage(0.5, TimeSpan.FromHours(1))],
        Guards = [RolloutGuard.ErrorRate(), RolloutGuard.Score("helpful")],
        MinimumCount = 50,
        Promotes = true,
    };

    public static async Task<RolloutCase> StartAsync()
    {
        var test = new RolloutCase();
        await test.Registry.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"] });
        await test.Registry.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        return test;
    }

    /// <summary>Lets time pass in which each version is called.</summary>
    public async Task CallAsync(TimeSpan during, double candidatePasses = 1, int each = CallsOfAStage, string? user = "u", bool isScored = true, double candidateFails = 0)
    {
        Time.Advance(during);
        var (observations, scores) = (new List<ObservationRecord>(), new List<Score>());
        for (var i = 0; i < each * 2; i++)
        {
            var isCandidate = i % 2 == 1;
            var number = ++_calls;
            var share = (i / 2) / (double)each;
            var call = Some.Generation($"{number:x32}", $"{number:x16}") with
            {
                StartTime = Time.GetUtcNow().AddSeconds(-1),
                EndTime = Time.GetUtcNow(),
                Prompt = new PromptLink("p", isCandidate ? 2 : 1, "production"),
                UserId = user is null ? null : new UserId($"{user}{i}"),
                Status = isCandidate && share < candidateFails ? ObservationStatus.Failed : ObservationStatus.Completed,
            };
            observations.Add(call);
            if (isScored)
            {
                // Half of the scores judge the call, half the trace.
                scores.Add(new Score
                {
                    Id = new ScoreId($"{number}"),
                    Name = "helpful",
                    Value = !isCandidate || share < candidatePasses,
                    Target = i % 4 < 2 ? ScoreTarget.Trace(call.TraceId) : ScoreTarget.Observation(call.TraceId, call.Id),
                    Timestamp = Time.GetUtcNow(),
                });
            }
        }

        await _store.WriteAsync(new TelemetryBatch { Observations = observations, Scores = scores });
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task<double?> ShareAsync() => (await Registry.FindAsync("p"))!.Splits.TryGetValue(PromptLabel.Production, out var split) ? split.Arms[0].Share : null;
}
