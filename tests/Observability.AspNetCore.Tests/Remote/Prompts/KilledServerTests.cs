using Microsoft.Extensions.Time.Testing;
using Observability.Prompts;

namespace Observability.AspNetCore.Tests.Remote.Prompts;

/// <summary>What applications do whose prompts come from a server that is stopped.</summary>
public sealed class KilledServerTests
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Server_Killed_LeavesRunningApplicationsRunningAndLetsNewOnesStart()
    {
        await using var server = await PromptServer.StartAsync();
        await server.Kept.CreateAsync(new PromptDraft { Name = "folder/p", Content = "one {{x}}", Labels = ["production"] });
        var time = new FakeTimeProvider();
        var running = server.StartApplication(TimeToLive, time).Prompts;
        Assert.Equal("one 1", (await running.GetAsync("folder/p")).Render(new { X = 1 }));
        Assert.Equal(PromptRegistryHealth.Healthy, running.Status.Health);

        await server.StopAsync();

        time.Advance(TimeToLive);
        Assert.Equal("one 1", (await running.GetAsync("folder/p")).Render(new { X = 1 }));
        await EventuallyAsync(() => running.Status.Health == PromptRegistryHealth.Stale);
        Assert.NotNull(running.Status.LastError);

        var started = server.StartApplication(TimeToLive).Prompts;
        var pinned = await started.GetAsync("folder/p");
        Assert.Equal(("one 1", 1, "production"), (pinned.Render(new { X = 1 }), pinned.Link.Version, pinned.Link.Label));
        Assert.Equal(PromptRegistryHealth.LastKnownGood, started.Status.Health);

        var unknown = await Assert.ThrowsAsync<PromptException>(async () => await started.GetAsync("never-pulled"));
        Assert.Equal(PromptFault.Unavailable, unknown.Fault);
        Assert.Equal("own", (await started.GetOrFallbackAsync("never-pulled", "own")).Content.Text);
        Assert.Equal(PromptRegistryHealth.Unavailable, started.Status.Health);
    }

    [Fact]
    public async Task Label_MovedOnTheServer_IsPulledWhenTheAnswerIsStale()
    {
        await using var server = await PromptServer.StartAsync();
        await server.Kept.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"] });
        await server.Kept.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        var time = new FakeTimeProvider();
        var prompts = server.StartApplication(TimeToLive, time).Prompts;
        await prompts.GetAsync("p");
        await server.Kept.MoveLabelsAsync("p", 2, ["production"]);

        Assert.Equal(1, (await prompts.GetAsync("p")).Version);
        time.Advance(TimeToLive);

        await EventuallyAsync(async () => (await prompts.GetAsync("p")).Version == 2);
    }

    private static Task EventuallyAsync(Func<bool> condition) => EventuallyAsync(() => Task.FromResult(condition()));

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var hung = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hung.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            hung.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
