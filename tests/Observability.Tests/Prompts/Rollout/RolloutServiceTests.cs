using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Observability.Prompts;
using Observability.Prompts.Rollout;
using Observability.Storage.InMemory;

namespace Observability.Tests.Prompts.Rollout;

public sealed class RolloutServiceTests
{
    [Fact]
    public async Task Host_WhileItRuns_LooksAtRollouts()
    {
        var time = new FakeTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddLlmObservability(options => options.UseStore(() => new InMemoryTraceStore()));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var prompts = host.Services.GetRequiredService<IPromptRegistry>();
        var rollouts = host.Services.GetRequiredService<PromptRollouts>();
        await prompts.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"] });
        await prompts.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        var rollout = await rollouts.StartAsync(new RolloutPlan { Prompt = "p", Candidate = 2 });
        await prompts.MoveLabelsAsync("p", 2, ["production"]);

        using var hung = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hung.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await rollouts.FindAsync(rollout.Id, hung.Token))!.State == RolloutState.Running)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(RolloutState.Stopped, (await rollouts.FindAsync(rollout.Id, hung.Token))!.State);
        await host.StopAsync(hung.Token);
    }
}
