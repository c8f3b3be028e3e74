using Observability.Prompts;
using Observability.Storage.Conformance;

namespace Observability.Tests.Prompts.Files;

/// <summary>A registry over files does what one over a store does.</summary>
public sealed class FilePromptRegistryTests : PromptRegistryConformance, IDisposable
{
    private readonly FolderCase _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IPromptRegistry CreateRegistry() => _folder.Open();
}
