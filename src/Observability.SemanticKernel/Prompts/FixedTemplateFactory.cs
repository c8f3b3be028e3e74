using System.Diagnostics.CodeAnalysis;
using Microsoft.SemanticKernel;
using Observability.Prompts;

namespace Observability.SemanticKernel.Prompts;

/// <summary>The template of a function that was made from one version.</summary>
internal sealed class FixedTemplateFactory(PromptVersion prompt) : IPromptTemplateFactory
{
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        result = new RegistryPromptTemplate(_ => new(prompt));
        return true;
    }
}
