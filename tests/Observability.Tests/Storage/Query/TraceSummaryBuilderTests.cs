using FsCheck.Xunit;
using Observability.Model;
using Observability.Storage.Query;
using Observability.Testing;

namespace Observability.Tests.Storage.Query;

public sealed class TraceSummaryBuilderTests
{
    private static readonly ObservationRecord[] Observations =
    [
        Some.Span("t", "root") with { Name = "root", Tags = ["x"] },
        Some.Generation("t", "a", "root") with { UserId = new UserId("early"), Tags = ["b"], Cost = new Cost { Total = 0.1m } },
        Some.Generation("t", "b", "root", 1) with { UserId = new UserId("late"), Release = "r", Model = "o3", Provider = "azure", Cost = new Cost { Total = 0.2m, Source = CostSource.Estimated } },
        Some.Span("t", "second-root", atSeconds: 2) with { Level = ObservationLevel.Error, SessionId = new SessionId("s"), EndTime = null },
        Some.Span("t", "c", "elsewhere", -5) with { Version = "v" },
    ];

    [Property]
    public bool Build_ObservationsInAnyOrder_GivesTheSameTrace(int seed)
    {
        var shuffled = Observations.ToArray();
        new Random(seed).Shuffle(shuffled);

        return Describe(Build(shuffled)) == Describe(Build(Observations));
    }

    [Fact]
    public void Build_SeveralRoots_TakesTheEarliestWithoutAParent()
    {
        var trace = Build(Observations)!.Summary;

        Assert.Equal(("root", new UserId("early"), "r", "v"), (trace.Trace.Name, trace.Trace.UserId, trace.Trace.Release, trace.Trace.Version));
        Assert.Equal(["b", "x"], trace.Trace.Tags);
        Assert.Equal((Some.Time.AddSeconds(-5), Some.Time.AddSeconds(3)), (trace.StartTime, trace.EndTime));
        Assert.Equal((5, 1, 300L, 0.3m, true), (trace.ObservationCount, trace.ErrorCount, trace.TotalTokens, trace.TotalCost, trace.HasEstimates));
    }

    [Fact]
    public void Build_EveryParentElsewhere_TakesTheEarliestAndAParentBeforeItsChild()
    {
        var child = Some.Span("t", "a-child", "z-parent") with { Name = "child" };
        var parent = Some.Span("t", "z-parent", "remote") with { Name = "parent" };

        Assert.Equal("parent", Build([child, parent])!.Summary.Trace.Name);
        Assert.Equal("parent", Build([parent, child])!.Summary.Trace.Name);
    }

    [Fact]
    public void Build_NothingKnown_IsNull()
    {
        Assert.Null(Build([]));
    }

    private static DerivedTrace? Build(IEnumerable<ObservationRecord> observations)
    {
        var builder = new TraceSummaryBuilder(ProjectId.Default, new TraceId("t"));
        foreach (var observation in observations)
        {
            builder.Add(observation);
        }

        return builder.Build(null);
    }

    private static string Describe(DerivedTrace? trace) => System.Text.Json.JsonSerializer.Serialize(trace);
}
