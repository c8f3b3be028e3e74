using Observability.Testing;

namespace Observability.Tests.Hosting;

public class SharingTests
{
    [Fact]
    public async Task GetOrCreate_SameDestinationManyTimes_SharesOneInstanceAndOpensOnce()
    {
        var opened = 0;
        var store = new WriteOnlyStore();

        var instances = Enumerable.Range(0, 100)
            .Select(_ => LlmObservability.GetOrCreate(new LlmObservabilityOptions().UseStore(() => { opened++; return store; }, "same")))
            .ToHashSet();
        var instance = Assert.Single(instances);
        instance.Tracer.StartSpan("work").Dispose();
        await instance.FlushAsync();

        Assert.Equal(1, opened);
        Assert.Single(store.Written.Observations);
        await instance.DisposeAsync();
        Assert.Equal(1, store.Disposals);
    }

    [Fact]
    public async Task GetOrCreate_OtherValuesOnTheSameDestination_SharesTheStoreOnly()
    {
        var store = new WriteOnlyStore();
        await using var first = LlmObservability.GetOrCreate(new LlmObservabilityOptions { Release = "1" }.UseStore(() => store, "values"));
        await using var second = LlmObservability.GetOrCreate(new LlmObservabilityOptions { Release = "2" }.UseStore(() => throw new IOException("opened twice"), "values"));

        first.Tracer.StartSpan("a").Dispose();
        await first.FlushAsync();
        second.Tracer.StartSpan("b").Dispose();
        await second.FlushAsync();
        await first.DisposeAsync();

        Assert.NotSame(first, second);
        Assert.Equal(["1", "2"], store.Written.Observations.Select(o => o.Release).Order());
        Assert.Equal(0, store.Disposals);
    }

    [Fact]
    public async Task GetOrCreate_AfterDisposal_CreatesAnother()
    {
        static LlmObservabilityOptions Options() => new LlmObservabilityOptions().UseStore(() => new WriteOnlyStore(), "again");
        var first = LlmObservability.GetOrCreate(Options());
        await first.DisposeAsync();

        await using var second = LlmObservability.GetOrCreate(Options());

        Assert.NotSame(first, second);
    }
}
