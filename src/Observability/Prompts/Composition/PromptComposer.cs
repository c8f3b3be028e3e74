using System.Text;

namespace Observability.Prompts.Composition;

/// <summary>Resolves the references of one prompt to others.</summary>
/// <remarks>
/// Only text prompts can be inserted. Bounded: <see cref="MaxDepth"/> prompts below each other, <see cref="MaxReferences"/> references in
/// all, and the size of a prompt. What is inserted was resolved on its own and is not looked through again.
/// </remarks>
internal sealed class PromptComposer(Func<ReferenceTag, CancellationToken, Task<PromptVersion?>> find)
{
    /// <summary>How many prompts deep references go, the prompt itself included.</summary>
    public const int MaxDepth = 5;

    public const int MaxReferences = 500;

    private readonly Dictionary<PromptId, string> _resolved = [];
    private readonly Dictionary<PromptId, IReadOnlyList<PromptReference>> _graph = [];
    private readonly List<PromptId> _path = [];
    private int _references;

    /// <summary>Whether anything refers to another prompt: seldom, so composing is seldom needed.</summary>
    public static bool HasReferences(PromptContent content) => content.Templates.Any(text => ReferenceTag.In(text).Any());

    /// <summary>The prompts that a prompt refers to.</summary>
    public static IEnumerable<ReferenceTag> ReferencesOf(PromptContent content) => content.Templates.SelectMany(text => ReferenceTag.In(text).Select(found => found.Tag)).Distinct();

    /// <exception cref="PromptException">A reference leads nowhere, to a chat prompt, in a circle, too deep, or the result is too long.</exception>
    public static async Task<PromptVersion> ComposeAsync(PromptVersion root, Func<ReferenceTag, CancellationToken, Task<PromptVersion?>> find, CancellationToken cancellationToken)
    {
        if (!HasReferences(root.Content))
        {
            return root;
        }

        var composer = new PromptComposer(find);
        var texts = await composer.ResolveAsync(root, root, cancellationToken).ConfigureAwait(false);
        var next = 0;
        try
        {
            return root.Compose(root.Content.Select(_ => texts[next++]), new PromptResolution(root.Reference, composer._graph));
        }
        catch (ArgumentException exception)
        {
            throw new PromptException(PromptFault.Invalid, $"Prompt '{root.Name}' version {root.Version} cannot be composed: {exception.Message}", exception);
        }
    }

    private async Task<List<string>> ResolveAsync(PromptVersion prompt, PromptVersion root, CancellationToken cancellationToken)
    {
        if (_path.Count >= MaxDepth)
        {
            throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: references go deeper than {MaxDepth} prompts, at '{prompt.Name}' version {prompt.Version}.");
        }

        if (_path.Contains(prompt.Id) || (_path.Count > 0 && prompt.Name == root.Name))
        {
            throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: it comes back to prompt '{prompt.Name}' version {prompt.Version} in a circle.");
        }

        _path.Add(prompt.Id);
        var references = new List<PromptReference>();
        var texts = new List<string>();
        foreach (var text in prompt.Content.Templates)
        {
            texts.Add(await ResolveAsync(text, references, root, cancellationToken).ConfigureAwait(false));
        }

        if (references.Count > 0)
        {
            _graph[prompt.Id] = references;
        }

        _path.RemoveAt(_path.Count - 1);
        return texts;
    }

    private async Task<string> ResolveAsync(string text, List<PromptReference> references, PromptVersion root, CancellationToken cancellationToken)
    {
        StringBuilder? result = null;
        var copied = 0;
        foreach (var (range, tag) in ReferenceTag.In(text))
        {
            if (++_references > MaxReferences)
            {
                throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: it has more than {MaxReferences} references.");
            }

            var inserted = await InsertAsync(tag, references, root, cancellationToken).ConfigureAwait(false);
            result ??= new StringBuilder();
            result.Append(text, copied, range.Start.Value - copied).Append(inserted);
            copied = range.End.Value;
            if (result.Length > PromptContent.MaxLength)
            {
                throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: the result has more than {PromptContent.MaxLength} characters.");
            }
        }

        return result?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private async Task<string> InsertAsync(ReferenceTag tag, List<PromptReference> references, PromptVersion root, CancellationToken cancellationToken)
    {
        var prompt = await find(tag, cancellationToken).ConfigureAwait(false)
            ?? throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: there is no prompt {tag}.");
        if (prompt.Type != PromptType.Text)
        {
            throw PromptException.Invalid($"Prompt '{root.Name}' cannot be composed: prompt {tag} is a chat prompt, and only text prompts can be inserted.");
        }

        if (!references.Contains(prompt.Reference))
        {
            references.Add(prompt.Reference);
        }

        if (!_resolved.TryGetValue(prompt.Id, out var text))
        {
            text = (await ResolveAsync(prompt, root, cancellationToken).ConfigureAwait(false))[0];
            _resolved.Add(prompt.Id, text);
        }

        return text;
    }
}
