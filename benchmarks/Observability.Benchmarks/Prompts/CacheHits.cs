using Microsoft.Extensions.Caching.Memory;
using Observability.Prompts;

namespace Observability.Benchmarks.Prompts;

/// <summary>A pull that is answered from memory, beside the same key in an <see cref="IMemoryCache"/>.</summary>
internal static class CacheHits
{
    public static async Task RunAsync()
    {
        await using var observability = LlmObservability.Create(new LlmObservabilityOptions { PromptTimeToLive = TimeSpan.FromHours(1) }.UseInMemoryStore("prompts"));
        var prompts = observability.Prompts;
        var version = await prompts.CreateAsync(new PromptDraft { Name = "support/answer", Content = "Help {{customer}}.", Labels = ["production"] });
        await prompts.GetAsync("support/answer", "production");

        using var memory = new MemoryCache(new MemoryCacheOptions());
        memory.Set(("support/answer", "production"), version, TimeSpan.FromHours(1));
        await RowAsync("pull by label, hit", () => Take(prompts.GetAsync("support/answer", "production")));
        await prompts.GetAsync("support/answer", version: 1);
        await RowAsync("pull by version, hit", () => Take(prompts.GetAsync("support/answer", version: 1)));

        async Task RowAsync(string what, Action ours)
        {
            var cost = await CallCost.MeasureAsync(() => Take(memory.GetOrCreateAsync(("support/answer", "production"), _ => Task.FromResult(version))), ours);
            PromptBenchmark.Row(what, $"IMemoryCache {cost[0]}", $"{cost[1]}", cost[1].Nanoseconds / cost[0].Nanoseconds, "≤ 300 ns, 0 B");
        }
    }

    private static void Take(ValueTask<PromptVersion> pull) => _ = pull.IsCompletedSuccessfully ? pull.Result : throw new InvalidOperationException("Not a hit.");

    private static void Take(Task<PromptVersion?> pull) => _ = pull.IsCompletedSuccessfully ? pull : throw new InvalidOperationException("Not a hit.");
}
