using Microsoft.Extensions.Logging.Abstractions;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Prompts.Catalog;
using Observability.Storage.InMemory;

namespace Observability.Tests.Prompts.Caching;

public sealed class CachingPromptRegistryTests
{
    [Fact]
    public async Task Get_Twice_AsksOnce()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();

        var first = await cache.GetAsync("p");
        test.Time.Advance(CacheCase.TimeToLive - TimeSpan.FromSeconds(1));

        Assert.Same(first, await cache.GetAsync("p"));
        Assert.Equal(1, test.Source.Pulls);
        Assert.Equal("production", first.Label?.Value);
    }

    [Fact]
    public async Task Get_Hit_AllocatesNothing()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        using var cache = new CachingPromptRegistry(test.Source, CacheCase.TimeToLive, null, NullLogger.Instance, TimeProvider.System); // The fake clock allocates.
        await cache.GetAsync("p");
        await cache.GetAsync("p", "production");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hits = 0;
        for (var i = 0; i < 1000; i++)
        {
            hits += (await cache.GetAsync("p", "production")).Version;
        }

        Assert.Equal((0, 1000), (GC.GetAllocatedBytesForCurrentThread() - before, hits));
    }

    [Fact]
    public async Task Get_Stale_AnswersAtOnceWhileOneRefreshRuns()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();
        await cache.GetAsync("p");
        await test.CreateAsync("two");
        test.Time.Advance(CacheCase.TimeToLive);
        var gate = new TaskCompletionSource();
        test.Source.Gate = gate.Task;

        for (var i = 0; i < 20; i++)
        {
            var pull = cache.GetAsync("p");
            Assert.True(pull.IsCompletedSuccessfully);
            Assert.Equal("one", (await pull).Content.Text);
        }

        gate.SetResult();
        await CacheCase.EventuallyAsync(async () => (await cache.GetAsync("p")).Content.Text == "two");
        Assert.Equal(2, test.Source.Pulls);
    }

    [Fact]
    public async Task Get_RefreshedToTheSame_KeepsTheInstance()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();
        var first = await cache.GetAsync("p");
        test.Time.Advance(CacheCase.TimeToLive);

        await cache.GetAsync("p");
        await CacheCase.EventuallyAsync(() => Task.FromResult(test.Source.Pulls == 2));

        Assert.Same(first, await cache.GetAsync("p"));
    }

    [Fact]
    public async Task Get_MissedByManyAtOnce_AsksOnceAndOutlivesACaller()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();
        var gate = new TaskCompletionSource();
        test.Source.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();

        var first = cache.GetAsync("p", cancellationToken: impatient.Token).AsTask();
        var others = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("p").AsTask()).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.All(await Task.WhenAll(others), version => Assert.Equal("one", version.Content.Text));
        Assert.Equal(1, test.Source.Pulls);
    }

    [Fact]
    public async Task Change_ThroughTheCache_IsSeenAtOnce()
    {
        using var test = new CacheCase();
        var cache = test.Start();
        await cache.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"] });
        Assert.Equal("one", (await cache.GetAsync("p")).Content.Text);

        await cache.CreateAsync(new PromptDraft { Name = "p", Content = "two", Labels = ["production"] });
        Assert.Equal("two", (await cache.GetAsync("p")).Content.Text);
        await cache.MoveLabelsAsync("p", 1, ["production"]);
        Assert.Equal("one", (await cache.GetAsync("p")).Content.Text);
        await cache.DeleteAsync("p");
        await Assert.ThrowsAsync<PromptException>(async () => await cache.GetAsync("p"));
    }

    [Fact]
    public async Task Change_InTheSameProcess_IsSeenAtOnceAlsoOfWhatIsComposed()
    {
        using var test = new CacheCase();
        var registry = new CatalogPromptRegistry(new InMemoryTraceStore(), ProjectId.Default, TimeProvider.System);
        var cache = test.Start(source: registry);
        await registry.CreateAsync(new PromptDraft { Name = "tone", Content = "kind", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "Be @@@langfusePrompt:name=tone|label=production@@@.", Labels = ["production"] });
        Assert.Equal("Be kind.", (await cache.GetAsync("p")).Content.Text);

        await registry.CreateAsync(new PromptDraft { Name = "tone", Content = "brief", Labels = ["production"] });

        Assert.Equal("Be brief.", (await cache.GetAsync("p")).Content.Text);
    }

    [Fact]
    public async Task Get_WithoutTimeToLive_AlwaysAsks()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start(TimeSpan.Zero);

        await cache.GetAsync("p");
        await test.CreateAsync("two");

        Assert.Equal("two", (await cache.GetAsync("p")).Content.Text);
        test.Source.Failure = new IOException("down");
        Assert.Equal("two", (await cache.GetAsync("p")).Content.Text);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_IsRememberedForAShortTime()
    {
        using var test = new CacheCase();
        var cache = test.Start();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(PromptFault.NotFound, (await Assert.ThrowsAsync<PromptException>(async () => await cache.GetAsync("p"))).Fault);
        }

        Assert.Equal(1, test.Source.Pulls);
        await test.CreateAsync("one");
        test.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("one", (await cache.GetAsync("p")).Content.Text);
    }

    [Fact]
    public async Task Get_OfASplitLabel_ChoosesWithoutAsking()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        await test.Source.Elsewhere.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        await test.Source.Elsewhere.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(2, 0.5)));
        var cache = test.Start();

        var arms = new Dictionary<string, int>();
        foreach (var key in Enumerable.Range(0, 50).Select(i => $"user-{i}"))
        {
            arms[key] = (await cache.GetAsync("p", key: key)).Version;
            Assert.Equal((await test.Source.Elsewhere.GetAsync("p", key: key)).Version, arms[key]);
        }

        Assert.Equal([1, 2], arms.Values.Distinct().Order());
        Assert.Equal(1, test.Source.Pulls);
        Assert.Equal("production", (await cache.GetAsync("p", key: arms.First(arm => arm.Value == 2).Key)).Link.Label);
    }

    [Fact]
    public async Task Watch_AChangeElsewhere_IsFoundByPolling()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        await test.CreateAsync("other", "q");
        var cache = test.Start();
        await cache.GetAsync("p");
        await cache.GetAsync("q");
        var watched = cache.Watch("p");
        var fired = new TaskCompletionSource();
        using var registration = watched.RegisterChangeCallback(_ => fired.TrySetResult(), null);
        await test.CreateAsync("two");

        test.Time.Advance(CacheCase.TimeToLive);
        await fired.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal("two", (await cache.GetAsync("p")).Content.Text);
        Assert.False(cache.Watch("q").HasChanged);
    }
}
