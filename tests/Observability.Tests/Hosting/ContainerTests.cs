using Microsoft.Extensions.DependencyInjection;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Tests.Hosting;

public sealed class ContainerTests
{
    [Fact]
    public async Task Container_Disposed_WritesTheLastAndLeavesASharedStoreOpen()
    {
        await using var other = LlmObservability.Create(new LlmObservabilityOptions().UseInMemoryStore(nameof(ContainerTests)));
        var provider = new ServiceCollection().AddLlmObservability(options => options.UseInMemoryStore(nameof(ContainerTests))).Services.BuildServiceProvider();
        _ = (provider.GetRequiredService<ITraceStore>(), provider.GetRequiredService<ICatalogStore>());

        provider.GetRequiredService<LlmObservability>().Tracer.StartSpan("last words").Dispose();
        await provider.DisposeAsync();

        var traces = await other.Store.ListTracesAsync(new TraceQuery(), TestContext.Current.CancellationToken);
        Assert.Equal("last words", Assert.Single(traces.Items).Trace.Name);
    }
}
