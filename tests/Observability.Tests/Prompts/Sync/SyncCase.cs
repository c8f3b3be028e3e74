using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Prompts.Sync;
using Observability.Storage.InMemory;
using Observability.Tests.Prompts.Files;

namespace Observability.Tests.Prompts.Sync;

/// <summary>A folder of files and a registry.</summary>
internal sealed class SyncCase : IDisposable
{
    public FolderCase Folder { get; } = new();

    public IPromptRegistry Registry { get; } = EmptyRegistry();

    public static IPromptRegistry EmptyRegistry() => new CatalogPromptRegistry(new InMemoryTraceStore(), ProjectId.Default, TimeProvider.System);

    /// <summary>Makes a plan and applies it.</summary>
    public async Task<PromptSyncPlan> SyncAsync(PromptSyncOptions? options = null)
    {
        var sync = new PromptSync(Folder.Root, Registry, options);
        var plan = await sync.PlanAsync(TestContext.Current.CancellationToken);
        await sync.ApplyAsync(plan, TestContext.Current.CancellationToken);
        return plan;
    }

    public Task<PromptSyncPlan> PlanAsync(PromptSyncOptions? options = null) => new PromptSync(Folder.Root, Registry, options).PlanAsync(TestContext.Current.CancellationToken);

    /// <summary>The clone of somebody else: what was synchronised here is not known there.</summary>
    public void ForgetState() => File.Delete(Folder.PathOf(".llm-observability/sync-default.json"));

    /// <summary>All that a registry says about its prompts.</summary>
    public static async Task<string> DescribeAsync(IPromptRegistry registry)
    {
        var lines = new List<string>();
        foreach (var prompt in (await registry.ListAsync(new PromptQuery { Limit = 100 })).Items)
        {
            lines.Add($"{prompt.Name} {prompt.Type} [{string.Join('|', prompt.Tags)}] {string.Join(' ', prompt.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}"))} {string.Join(' ', prompt.Splits.OrderBy(split => split.Key).Select(split => $"{split.Key}:{string.Join(',', split.Value.Arms)}"))}");
            foreach (var version in (await registry.ListVersionsAsync(prompt.Name, 100)).Items.OrderBy(version => version.Version))
            {
                lines.Add($"  {version.Version} {System.Text.Json.JsonSerializer.Serialize(new { Content = PromptContentJson.Write(version.Content), Config = version.Config.ToString(), version.CommitMessage, version.CreatedBy })}");
            }
        }

        return string.Join('\n', lines);
    }

    public void Dispose() => Folder.Dispose();
}
