using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Caching;

namespace Observability.Tests.Prompts.Caching;

public sealed class LastKnownGoodTests
{
    [Fact]
    public async Task Running_WhenTheServerGoesDown_GoesOnAndSaysSo()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();
        await cache.GetAsync("p");
        Assert.Equal(PromptRegistryHealth.Healthy, cache.Status.Health);
        test.Source.Failure = new HttpRequestException("connection refused");

        for (var i = 0; i < 3; i++)
        {
            test.Time.Advance(CacheCase.TimeToLive);
            Assert.Equal("one", (await cache.GetAsync("p")).Content.Text);
            await CacheCase.EventuallyAsync(() => Task.FromResult(cache.Status.Health == PromptRegistryHealth.Stale));
        }

        Assert.Equal("connection refused", cache.Status.LastError);
        Assert.NotNull(cache.Status.Since);
        test.Source.Failure = null;
        await test.CreateAsync("two");
        await CacheCase.EventuallyAsync(async () =>
        {
            // A pull that failed just now is repeated after a while.
            test.Time.Advance(TimeSpan.FromSeconds(1));
            return (await cache.GetAsync("p")).Content.Text == "two";
        });
        Assert.Equal(PromptRegistryStatus.Healthy, cache.Status);
        Assert.Equal(2, test.Logs.Lines.Count);
    }

    [Fact]
    public async Task Starting_WhileTheServerIsDown_UsesWhatAnEarlierProcessLeft()
    {
        using var test = new CacheCase();
        await test.Source.Elsewhere.CreateAsync(new PromptDraft
        {
            Name = "folder/p",
            Content = PromptContent.FromMessages(PromptMessage.System("Hi {{name}}"), PromptMessage.PlaceholderFor("history")),
            Config = Payload.Parse("""{"model":"gpt-4o"}"""),
            Labels = ["production"],
            Tags = ["t"],
            CommitMessage = "why",
        });
        var earlier = await test.Start().GetAsync("folder/p");
        test.Source.Failure = new TimeoutException("no answer");

        var cache = test.Start();
        var pinned = await cache.GetAsync("folder/p");

        Assert.Equal((earlier.Id, earlier.Version, earlier.Config, "why"), (pinned.Id, pinned.Version, pinned.Config, pinned.CommitMessage));
        Assert.Equal(earlier.Content, pinned.Content);
        Assert.Equal((earlier.Link, earlier.CreatedAt), (pinned.Link, pinned.CreatedAt));
        Assert.Equal(PromptRegistryHealth.LastKnownGood, cache.Status.Health);
        test.Source.Failure = null;
        await CacheCase.EventuallyAsync(async () =>
        {
            test.Time.Advance(TimeSpan.FromSeconds(1));
            await cache.GetAsync("folder/p");
            return cache.Status.Health == PromptRegistryHealth.Healthy;
        });
    }

    [Fact]
    public async Task Starting_WithASplit_KeepsEveryoneInTheirArm()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        await test.Source.Elsewhere.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        await test.Source.Elsewhere.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(2, 0.5)));
        var earlier = test.Start();
        var before = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await earlier.GetAsync("p", key: $"u{i}")).Version));
        test.Source.Failure = new IOException("down");

        var cache = test.Start();

        Assert.Equal(before, await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await cache.GetAsync("p", key: $"u{i}")).Version)));
    }

    [Fact]
    public async Task Starting_WithNothingKnown_IsUnavailableUnlessThereIsAFallback()
    {
        using var test = new CacheCase();
        test.Source.Failure = new IOException("down");
        var cache = test.Start();

        var refused = await Assert.ThrowsAsync<PromptException>(async () => await cache.GetAsync("p"));
        var fallback = await cache.GetOrFallbackAsync("p", "Hello {{name}}");

        Assert.Equal(PromptFault.Unavailable, refused.Fault);
        Assert.Equal(PromptRegistryHealth.Unavailable, cache.Status.Health);
        Assert.Equal((true, 0, "Hello Ana"), (fallback.IsFallback, fallback.Version, fallback.Render(new { Name = "Ana" })));
    }

    [Fact]
    public async Task Pin_ThatCannotBeRead_IsNoPin()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        await test.Start().GetAsync("p");
        var pin = Assert.Single(Directory.GetFiles(test.Pins));
        await File.WriteAllTextAsync(pin, "{\"question\":\"half");
        test.Source.Failure = new IOException("down");

        Assert.Equal(PromptFault.Unavailable, (await Assert.ThrowsAsync<PromptException>(async () => await test.Start().GetAsync("p"))).Fault);
    }

    [Fact]
    public async Task Pin_OfAnotherQuestion_DoesNotAnswer()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        await test.CreateAsync("two", "q");
        var cache = test.Start();
        await cache.GetAsync("p");
        var pin = Directory.GetFiles(test.Pins).Single();
        await cache.GetAsync("q");
        File.Copy(Directory.GetFiles(test.Pins).Single(file => file != pin), pin, overwrite: true);
        test.Source.Failure = new IOException("down");

        await Assert.ThrowsAsync<PromptException>(async () => await test.Start().GetAsync("p"));
    }

    [Fact]
    public async Task Pin_OfADeletedPrompt_IsForgotten()
    {
        using var test = new CacheCase();
        await test.CreateAsync("one");
        var cache = test.Start();
        await cache.GetAsync("p");
        await test.Source.Elsewhere.DeleteAsync("p");
        test.Time.Advance(CacheCase.TimeToLive);

        await cache.GetAsync("p");
        await CacheCase.EventuallyAsync(() => Task.FromResult(Directory.GetFiles(test.Pins).Length == 0));

        await CacheCase.EventuallyAsync(async () => await Record.ExceptionAsync(async () => await cache.GetAsync("p")) is PromptException { Fault: PromptFault.NotFound });
    }
}
