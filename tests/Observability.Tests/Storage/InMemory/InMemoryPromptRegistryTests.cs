using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Storage.Conformance;
using Observability.Storage.InMemory;

namespace Observability.Tests.Storage.InMemory;

public sealed class InMemoryPromptRegistryTests : PromptRegistryConformance
{
    protected override IPromptRegistry CreateRegistry() => new CatalogPromptRegistry(new InMemoryTraceStore(), ProjectId.Default, TimeProvider.System);
}
