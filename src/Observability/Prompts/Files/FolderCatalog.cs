using System.Text.Json;
using Microsoft.Extensions.Logging;
using Observability.Diagnostics;
using Observability.Model;
using Observability.Prompts.Catalog;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory.Catalog;

namespace Observability.Prompts.Files;

/// <summary>The catalog of prompts that a folder of files is: read into memory, and every commit written back.</summary>
/// <remarks>
/// Thread-safe, also among processes: a commit holds the lock of the folder and sees what others wrote before it. Files are changed one after another; what a crash
/// between them leaves is served. The audit trail is this process's own and holds <see cref="MaxChanges"/> entries: git has the others.
/// </remarks>
internal sealed class FolderCatalog : ICatalogStore, IDisposable
{
    public const int MaxChanges = 1000;

    private readonly PromptDirectory _directory;
    private readonly PromptFolder _folder;
    private readonly InMemoryCatalogStore _memory;
    private readonly PromptStore _store;
    private readonly FolderStatus _status;
    private readonly PromptFolderWatcher? _watcher;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _isLoaded;

    /// <param name="root">The folder.</param>
    /// <param name="project">The project whose prompts they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where problems are said.</param>
    /// <param name="watches">Whether changes are seen by themselves, and not only when asked.</param>
    public FolderCatalog(string root, ProjectId project, TimeProvider time, ILogger logger, bool watches = true)
    {
        _directory = new PromptDirectory(root);
        _folder = new PromptFolder(_directory, time);
        _memory = new InMemoryCatalogStore(RevisionOf);
        _store = new PromptStore(new PromptCollections(_memory), project);
        _status = new FolderStatus(logger, time);
        _watcher = watches ? new PromptFolderWatcher(_directory.Root, time, () => ReloadAsync()) : null;
    }

    /// <summary>What the answers rest on; the first problem stands for all.</summary>
    public PromptRegistryStatus Status => _status.Status;

    public string Root => _directory.Root;

    /// <summary>Everything that is wrong with files now.</summary>
    public IReadOnlyList<PromptProblem> Problems => _status.Problems;

    public async Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var found = await _memory.GetAsync(project, collection, id, cancellationToken).ConfigureAwait(false);
        return found is null && collection == _store.Collections.Prompts.Name && _status.ProblemOf(id) is { } problem
            ? throw new PromptException(PromptFault.Unavailable, $"Prompt '{id}' cannot be served. {problem}")
            : found;
    }

    public async Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return await _memory.ListAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return LockedAsync(news => CommitAsync(changes, news), cancellationToken);
    }

    /// <summary>The files as they are now, and what is wrong with others.</summary>
    public async Task<(IReadOnlyDictionary<string, FolderPrompt> Prompts, IReadOnlyList<PromptProblem> Problems)> ReadAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken).ConfigureAwait(false);
        return (_folder.Prompts, _folder.Problems);
    }

    /// <summary>Writes the files of a prompt past the registry: versions may get other numbers and other content.</summary>
    /// <exception cref="PromptException">The prompt has another revision, or a file may not be written.</exception>
    public Task RewriteAsync(string name, FolderTarget target, long expectedRevision, CancellationToken cancellationToken) => LockedAsync(
        async news =>
        {
            if ((_folder.Prompts.GetValueOrDefault(name)?.Revision ?? 0) != expectedRevision)
            {
                throw new PromptException(PromptFault.Conflict, $"The files of prompt '{name}' were changed by somebody else at the same time. Read them again and repeat the change.");
            }

            Write(new FolderWritePlan(_folder).Of(name, target.After, target.Contents, target.Origins));
            news.AddRange(await RefreshAsync([], false).ConfigureAwait(false));
            return true;
        },
        cancellationToken);

    private async Task<T> LockedAsync<T>(Func<List<string>, Task<T>> change, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var news = new List<string>();
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Root);
            using var mine = await PromptFolderLock.TakeAsync(Root, cancellationToken).ConfigureAwait(false);
            news.AddRange(await RefreshAsync([], false).ConfigureAwait(false));
            return await change(news).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptException(PromptFault.Unavailable, $"The prompts in '{Root}' cannot be changed: {exception.Message}", exception);
        }
        finally
        {
            _gate.Release();
            Tell(news);
        }
    }

    /// <summary>Prompts in files are erased by whoever owns the folder.</summary>
    public Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default) =>
        throw PromptException.Invalid($"Prompts in files are not erased with a project. Delete the folder '{Root}'.");

    /// <summary>Reads what changed and tells whoever watches.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> news;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            news = await RefreshAsync([], false).ConfigureAwait(false);
            _isLoaded = true;
        }
        finally
        {
            _gate.Release();
        }

        Tell(news);
    }

    public void Dispose() => _watcher?.Dispose();

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (!_isLoaded)
        {
            // Watched before it is read, so that nothing falls between.
            _watcher?.Start();
            await ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, List<string> news)
    {
        foreach (var change in changes)
        {
            change.ThrowIfUnexpected((await _memory.GetAsync(change.Project, change.Collection, change.Id).ConfigureAwait(false))?.Revision ?? 0);
        }

        var mine = changes.Where(change => change.Collection == _store.Collections.Prompts.Name).Select(change => change.Id).ToList();
        try
        {
            Write(WritingsOf(changes));
        }
        catch (IOException)
        {
            // As far as it came, it is what the files say.
            news.AddRange(await RefreshAsync([], false).ConfigureAwait(false));
            throw;
        }

        news.AddRange((await RefreshAsync(mine, changes.Any(change => change.Collection == _store.Collections.Protection.Name)).ConfigureAwait(false)).Except(mine));
        var revisions = await _memory.CommitAsync(changes).ConfigureAwait(false);
        await ForgetOldChangesAsync().ConfigureAwait(false);
        return revisions;
    }

    private void Write(IReadOnlyList<FolderWriting> writings)
    {
        foreach (var writing in writings)
        {
            if (writing.Text is { } text)
            {
                _directory.Write(writing.Path, text);
            }
            else
            {
                _directory.Delete(writing.Path);
            }
        }
    }

    private List<FolderWriting> WritingsOf(IReadOnlyList<CatalogChange> changes)
    {
        var made = changes.Where(change => change.Collection == _store.Collections.Versions.Name && change.Document is not null)
            .Select(change => Read(change.Document!, PromptCatalogJson.Default.StoredPromptVersion)).ToLookup(version => version.Name);
        var writings = new List<FolderWriting>();
        foreach (var change in changes)
        {
            if (change.Collection == _store.Collections.Prompts.Name)
            {
                var after = change.Document is { } document ? Read(document, PromptCatalogJson.Default.StoredPrompt) : null;
                writings.AddRange(new FolderWritePlan(_folder).Of(change.Id, after, made[change.Id].ToDictionary(version => version.Version)));
            }
            else if (change.Collection == _store.Collections.Protection.Name && change.Document is { } settings)
            {
                writings.Add(new FolderWriting(PromptFolder.SettingsPath, PromptFolder.SettingsOf(Read(settings, PromptCatalogJson.Default.StoredProtection).Labels)));
            }
        }

        return writings;
    }

    /// <summary>Brings memory to what the files say, but for prompts and settings that are being committed.</summary>
    private async Task<IReadOnlyList<string>> RefreshAsync(IReadOnlyCollection<string> without, bool withoutSettings)
    {
        var protectedBefore = _folder.ProtectedLabels;
        var changed = _folder.Load();
        if (changed is null && protectedBefore.SequenceEqual(_folder.ProtectedLabels))
        {
            return [];
        }

        changed ??= [];
        foreach (var name in changed.Except(without))
        {
            await _memory.CommitAsync(await FolderDocuments.ChangesAsync(_store, name, _folder.Prompts.GetValueOrDefault(name), CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (!withoutSettings && !protectedBefore.SequenceEqual(_folder.ProtectedLabels))
        {
            await _store.Collections.Protection.UpsertAsync(_store.Project, new StoredProtection(_folder.ProtectedLabels)).ConfigureAwait(false);
        }

        _status.Set([.. _folder.Problems, .. await ReferenceCheck.ProblemsOfAsync(_store, _folder.Prompts.Values).ConfigureAwait(false)], _folder.Prompts.Keys.ToHashSet());
        return changed;
    }

    private async Task ForgetOldChangesAsync()
    {
        var query = _store.Collections.Changes.Query(_store.Project) with { Limit = 10, Offset = MaxChanges };
        var old = await _memory.ListAsync(query).ConfigureAwait(false);
        await _memory.CommitAsync([.. old.Items.Select(change => CatalogChange.Delete(change.Project, change.Collection, change.Id))]).ConfigureAwait(false);
    }

    private void Tell(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            PromptFeed.Of(this).Changed(_store.Project, new PromptName(name));
        }
    }

    private long RevisionOf(CatalogDocument document, long before) =>
        document.Collection == _store.Collections.Prompts.Name && _folder.Prompts.TryGetValue(document.Id, out var prompt) ? prompt.Revision : before + 1;

    private static T Read<T>(CatalogDocument document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) => JsonSerializer.Deserialize(document.Content.Utf8.Span, json)!;
}
