using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Model;
using Observability.Prompts.Caching;
using Observability.Prompts.Catalog;
using Observability.Prompts.Files;
using Observability.Prompts.Rollout;

namespace Observability;

public sealed partial class LlmObservability
{
    private readonly Lazy<FolderCatalog>? _promptFiles;

    private ILogger PromptLogger => (Options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Prompts");

    /// <summary>The prompts of a project: the application's own are files when it says so.</summary>
    internal IPromptSource PromptsOf(ProjectId project) => _promptFiles is { } files && project == Options.Project
        ? new CatalogPromptRegistry(files.Value, project, _time, () => files.Value.Status)
        : new CatalogPromptRegistry(Catalog, project, _time);

    /// <summary>The rollouts of a project.</summary>
    /// <exception cref="InvalidOperationException">Its prompts are files.</exception>
    internal PromptRollouts RolloutsOf(ProjectId project) => _promptFiles is null || project != Options.Project
        ? new PromptRollouts(Catalog, Store, project, _time, Options.PromptTimeToLive)
        : throw new InvalidOperationException("The prompts of this application are files, and a rollout would edit them by itself. Synchronise the files with a registry of a store or server and roll out there.");

    private FolderCatalog OpenPromptFiles() => new(Options.FullPromptFiles!, Options.Project, _time, PromptLogger);
}
