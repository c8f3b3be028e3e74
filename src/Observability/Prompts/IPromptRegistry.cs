using Microsoft.Extensions.Primitives;
using Observability.Storage;

namespace Observability.Prompts;

/// <summary>Keeps versioned prompts and serves them by label.</summary>
/// <remarks>
/// Thread-safe. What it refuses it says with a <see cref="PromptException"/>. Versions never change; labels move between them, and a change
/// is seen by everybody who asks after it, in other processes when what they cached has gone stale.
/// </remarks>
public interface IPromptRegistry
{
    /// <summary>Whether answers come from the store or server itself, or from what was known before it could not be reached.</summary>
    PromptRegistryStatus Status { get; }

    /// <summary>Gets a version, composed: references to other prompts are resolved.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="label">The label; <c>production</c> when neither label nor version is given.</param>
    /// <param name="version">The version; not together with a label.</param>
    /// <param name="key">Whose call it is, for labels that are split over versions: the same key gets the same version. Null: the current trace's user, else its session; without either the version the label points to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PromptException">There is no such version.</exception>
    ValueTask<PromptVersion> GetAsync(PromptName name, PromptLabel? label = null, int? version = null, string? key = null, CancellationToken cancellationToken = default);

    /// <summary>Gets a version as it was written: references to other prompts stand in it.</summary>
    /// <exception cref="PromptException">There is no such version.</exception>
    Task<PromptVersion> GetSourceAsync(PromptName name, PromptLabel? label = null, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a prompt with its versions and labels; null when there is none.</summary>
    Task<Prompt?> FindAsync(PromptName name, CancellationToken cancellationToken = default);

    /// <summary>Lists prompts by name.</summary>
    Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists the versions of a prompt as they were written, newest first; empty when there is no such prompt.</summary>
    /// <param name="name">The prompt.</param>
    /// <param name="limit">How many a page has, at most <see cref="ListQuery.MaxLimit"/>.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a version: the next of its prompt, or the first of a new one.</summary>
    /// <exception cref="PromptException">The type differs from earlier versions, a reference cannot be resolved, a label is protected, or the prompt changed meanwhile.</exception>
    Task<PromptVersion> CreateAsync(PromptDraft draft, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Moves labels to a version, from wherever they were.</summary>
    /// <exception cref="PromptException">There is no such version, a label is protected or is <c>latest</c>, or the prompt changed meanwhile.</exception>
    Task<PromptVersion> MoveLabelsAsync(PromptName name, int version, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Takes labels from a prompt.</summary>
    /// <exception cref="PromptException">There is no such prompt, a label is protected, needed by another prompt or is <c>latest</c>, or the prompt changed meanwhile.</exception>
    Task RemoveLabelsAsync(PromptName name, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Sets the tags of a prompt.</summary>
    /// <exception cref="PromptException">There is no such prompt, or it changed meanwhile.</exception>
    Task SetTagsAsync(PromptName name, IReadOnlyCollection<string> tags, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Splits a label over versions; null sends all of it to the version the label points to.</summary>
    /// <exception cref="PromptException">There is no such prompt, label or version, the label is protected, or the prompt changed meanwhile.</exception>
    Task SetSplitAsync(PromptName name, PromptLabel label, PromptSplit? split, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the version with a label or number, or, with neither, the whole prompt.</summary>
    /// <exception cref="PromptException">There is no such version, another prompt needs it, a label of it is protected, or the prompt changed meanwhile.</exception>
    Task DeleteAsync(PromptName name, PromptLabel? label = null, int? version = null, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Gets the labels that only changes with <see cref="PromptEdit.OverridesProtection"/> move.</summary>
    Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken = default);

    /// <summary>Protects a label of all prompts, or frees it.</summary>
    Task SetProtectionAsync(PromptLabel label, bool isProtected, PromptEdit? edit = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the audit trail, newest first: of one prompt, or of all.</summary>
    Task<Page<PromptChange>> ListChangesAsync(PromptName? name = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>Tells once that a prompt changed, or any prompt when <paramref name="name"/> is null; ask again for the next change.</summary>
    IChangeToken Watch(PromptName? name = null);
}
