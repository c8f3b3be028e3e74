using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.SemanticKernel;
using Observability.Prompts;
using Observability.SemanticKernel.Prompts;

#pragma warning disable IDE0130
namespace Observability;

/// <summary>Lets Semantic Kernel name a prompt of the registry where it takes a template: the version is pulled at every rendering.</summary>
/// <remarks>
/// A template is then the name of a prompt, <c>support-answer</c>, with <c>|label=staging</c> or <c>|version=3</c> behind it where it is not the one in production.
/// Execution settings are the function's own; to take them from the prompt too, see <see cref="LlmObservabilityKernelPromptExtensions"/>. Thread-safe.
/// </remarks>
/// <example><code>await kernel.InvokePromptAsync("support-answer", arguments, RegistryPromptTemplateFactory.Format, new RegistryPromptTemplateFactory(prompts));</code></example>
public sealed class RegistryPromptTemplateFactory : IPromptTemplateFactory
{
    /// <summary>The template format to name: <c>registry</c>.</summary>
    public const string Format = "registry";

    private readonly IPromptRegistry _registry;

    /// <summary>Makes a factory over a registry.</summary>
    public RegistryPromptTemplateFactory(IPromptRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _registry = registry;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The template of this format names no prompt.</exception>
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        ArgumentNullException.ThrowIfNull(templateConfig);
        result = string.Equals(templateConfig.TemplateFormat, Format, StringComparison.OrdinalIgnoreCase) ? Create(templateConfig.Template) : null;
        return result is not null;
    }

    private RegistryPromptTemplate Create(string template)
    {
        var parts = template.Trim().Split('|', 2);
        var name = new PromptName(parts[0].Trim());
        var which = parts.Length == 1 ? "" : parts[1].Trim();
        if (which.Length == 0)
        {
            return new RegistryPromptTemplate(cancellationToken => _registry.GetAsync(name, cancellationToken: cancellationToken));
        }

        if (which.StartsWith("label=", StringComparison.Ordinal))
        {
            var label = new PromptLabel(which["label=".Length..]);
            return new RegistryPromptTemplate(cancellationToken => _registry.GetAsync(name, label, cancellationToken: cancellationToken));
        }

        if (which.StartsWith("version=", StringComparison.Ordinal) && int.TryParse(which.AsSpan("version=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return new RegistryPromptTemplate(cancellationToken => _registry.GetAsync(name, version: version, cancellationToken: cancellationToken));
        }

        throw new ArgumentException($"'{template}' names no prompt. Write its name, alone or with |label=… or |version=… behind it.", nameof(template));
    }
}
