using Observability.Capture;
using Observability.Model;
using Observability.Testing;

namespace Observability.Tests.Capture.Manual;

public sealed class ManualTests
{
    [Fact]
    public async Task Scopes_Nested_AreATreeAndRestoreTheirParent()
    {
        await using var test = new TestObservability();
        var tracer = test.Instance.Tracer;

        using (var outer = tracer.StartSpan("outer"))
        {
            using (tracer.StartRetriever("inner"))
            {
            }

            Assert.Same(outer, LlmTrace.CurrentObservation);
            using (tracer.StartTool("tool"))
            {
            }
        }

        Assert.Null(LlmTrace.CurrentObservation);
        Assert.Equal(["span(retriever, tool)"], await test.TreesAsync());
    }

    [Fact]
    public async Task Scopes_DisposedOutOfOrder_KeepTheirTree()
    {
        await using var test = new TestObservability();
        var tracer = test.Instance.Tracer;
        var outer = tracer.StartSpan("outer");
        var inner = tracer.StartTool("inner");

        outer.Dispose();
        inner.Dispose();
        inner.Dispose();

        Assert.Null(LlmTrace.CurrentObservation);
        Assert.Equal(["span(tool)"], await test.TreesAsync());
    }

    [Fact]
    public async Task Scope_SetAfterItsEnd_DoesNothing()
    {
        await using var test = new TestObservability();
        var scope = test.Instance.Tracer.StartSpan("done");
        scope.Dispose();

        scope.SetOutput("late").SetMetadata("late", 1).SetException(new InvalidOperationException());

        var observation = Assert.Single(await test.ObservationsAsync());
        Assert.Null(observation.Output);
        Assert.Null(observation.Metadata);
        Assert.Equal(ObservationStatus.Completed, observation.Status);
    }

    [Fact]
    public async Task TraceIds_MadeHere_SortByTime()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
        await using var test = new TestObservability(timeProvider: time);
        for (var i = 0; i < 20; i++)
        {
            test.Instance.Tracer.StartSpan("step").Dispose();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var ids = (await test.ObservationsAsync()).Select(o => o.TraceId.Value).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(1_800_000_000_000, Convert.ToInt64(ids[0][..12], 16));
        Assert.All(ids, id => Assert.Equal(32, id.Length));
    }

    [Fact]
    public async Task Stream_Observed_HasItsItemsAndWhatHappensInside()
    {
        await using var test = new TestObservability();
        var tracer = test.Instance.Tracer;
        async IAsyncEnumerable<int> Work()
        {
            for (var i = 0; i < 3; i++)
            {
                using (tracer.StartTool("step"))
                {
                    await Task.Yield();
                }

                yield return i;
            }
        }

        await foreach (var _ in tracer.ObserveStream("numbers", _ => Work()))
        {
        }

        var observations = await test.ObservationsAsync();
        Assert.Equal(["span(tool, tool, tool)"], TraceTree.Draw(observations));
        Assert.Equal("[0,1,2]", observations.Single(o => o.ParentId is null).Output!.ToString());
    }

    [Fact]
    public async Task Metadata_SetFromManyThreads_IsWhole()
    {
        await using var test = new TestObservability();
        using (var scope = test.Instance.Tracer.StartSpan("busy"))
        {
            Parallel.For(0, 100, i => scope.SetMetadata($"key{i}", i));
        }

        Assert.Equal(100, Assert.Single(await test.ObservationsAsync()).Metadata!.ToElement().EnumerateObject().Count());
    }
}
