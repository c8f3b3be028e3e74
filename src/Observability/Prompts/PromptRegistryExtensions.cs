using System.Reflection;
using System.Runtime.CompilerServices;
using Observability.Prompts.Templates;

namespace Observability.Prompts;

/// <summary>Other ways to ask a registry.</summary>
public static class PromptRegistryExtensions
{
    /// <summary>Gets a version, or content of the application's own when the registry refuses or fails; generations made from that are not linked.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">The prompt.</param>
    /// <param name="fallback">What to use instead.</param>
    /// <param name="label">The label; <c>production</c> when there is none.</param>
    /// <param name="key">Whose call it is; see <see cref="IPromptRegistry.GetAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask<PromptVersion> GetOrFallbackAsync(
        this IPromptRegistry registry, PromptName name, PromptContent fallback, PromptLabel? label = null, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(fallback);
        try
        {
            return await registry.GetAsync(name, label, null, key, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever is wrong with the registry, the application has an answer of its own.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return PromptVersion.Fallback(name, fallback, label);
        }
    }

    /// <summary>Gets the prompt whose variables a type holds.</summary>
    /// <typeparam name="T">The type, marked with <see cref="PromptAttribute"/>.</typeparam>
    /// <param name="registry">The registry.</param>
    /// <param name="key">Whose call it is; see <see cref="IPromptRegistry.GetAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PromptException">There is no such prompt.</exception>
    /// <exception cref="PromptTemplateException">The prompt needs a variable that the type does not have. Check it at start with <c>AddPrompt&lt;T&gt;()</c>.</exception>
    /// <exception cref="InvalidOperationException">The type is not marked.</exception>
    public static async ValueTask<TypedPrompt<T>> GetAsync<T>(this IPromptRegistry registry, string? key = null, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(registry);
        var prompt = TypedPromptBinding<T>.Prompt;
        var version = prompt.Fallback is { } fallback
            ? await registry.GetOrFallbackAsync(prompt.Name, fallback, prompt.Label, key, cancellationToken).ConfigureAwait(false)
            : await registry.GetAsync(prompt.Name, prompt.Label, null, key, cancellationToken).ConfigureAwait(false);
        TypedPromptBinding<T>.Check(version);
        return new TypedPrompt<T>(version);
    }

    private static class TypedPromptBinding<T>
    {
        private static readonly ConditionalWeakTable<PromptVersion, object> Checked = [];
        private static readonly object Yes = new();

        public static PromptAttribute Prompt => typeof(T).GetCustomAttribute<PromptAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T).Name} names no prompt. Mark it with [Prompt(\"name\")].");

        public static void Check(PromptVersion version)
        {
            if (Checked.TryGetValue(version, out _))
            {
                return;
            }

            if (PropertyBinding.MissingIn(typeof(T), version) is [var first, ..] missing)
            {
                throw new PromptTemplateException($"Prompt {version} needs {string.Join(", ", missing)}, for which {typeof(T).Name} has no property.", first);
            }

            Checked.AddOrUpdate(version, Yes);
        }
    }
}
