using Observability.Prompts.Webhooks;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Makes changes to prompts: each in one atomic commit together with its entry in the audit trail and what webhooks are told of it.</summary>
/// <remarks>
/// A change is thought out on the prompt as it is and committed only if nobody changed the prompt meanwhile; else it is thought out anew,
/// unless the caller expects a revision.
/// </remarks>
internal sealed class PromptWriter(PromptStore store, PromptFeed feed, TimeProvider time)
{
    private const int MaxAttempts = 50;

    /// <summary>Now, as it is stored: to the microsecond.</summary>
    public DateTimeOffset Now()
    {
        var now = time.GetUtcNow().ToUniversalTime();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <exception cref="PromptException">The prompt changed while the change was made.</exception>
    public async Task<T> ChangeAsync<T>(PromptName name, PromptEdit edit, Func<Document<StoredPrompt>?, Task<PromptCommit<T>>> plan, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
            if (edit.ExpectedRevision is { } expected && expected != (current?.Revision ?? 0))
            {
                throw new PromptException(PromptFault.Conflict, $"Prompt '{name}' has revision {current?.Revision ?? 0}, not {expected}: somebody changed it meanwhile. Read it again.");
            }

            var commit = await plan(current).ConfigureAwait(false);
            try
            {
                await CommitAsync(commit.Writes, commit.Change, cancellationToken).ConfigureAwait(false);
                return commit.Result();
            }
            catch (CatalogConflictException conflict) when (edit.ExpectedRevision is not null || attempt >= MaxAttempts)
            {
                throw new PromptException(PromptFault.Conflict, $"Prompt '{name}' was changed by somebody else at the same time. Read it again and repeat the change.", conflict);
            }
            catch (CatalogConflictException)
            {
                // Somebody was faster: once more on what is there now.
            }
        }
    }

    /// <summary>Commits with an entry of the audit trail and tells whoever watches.</summary>
    public async Task CommitAsync(IReadOnlyList<CatalogChange> writes, StoredChange? change, CancellationToken cancellationToken)
    {
        if (change is null)
        {
            return;
        }

        var deliveries = await new WebhookOutbox(store).DeliveriesAsync(writes, change, cancellationToken).ConfigureAwait(false);
        await store.Collections.Store.CommitAsync([.. writes, store.Collections.Changes.Put(store.Project, change, 0), .. deliveries], cancellationToken).ConfigureAwait(false);
        feed.Publish(store.Project, PromptMapper.ToChange(change));
    }

    /// <summary>An entry of the audit trail.</summary>
    /// <param name="kind">What is changed.</param>
    /// <param name="edit">By whom.</param>
    /// <param name="prompt">The prompt as it was; null when the change is about all or makes it.</param>
    public StoredChange Entry(PromptChangeKind kind, PromptEdit edit, Document<StoredPrompt>? prompt)
    {
        var now = Now();
        return new StoredChange
        {
            Id = Guid.CreateVersion7(now),
            Timestamp = now,
            Sequence = prompt?.Revision ?? 0,
            Author = edit.Author,
            Reason = edit.Reason,
            Kind = kind,
            Name = prompt?.Value.Name,
        };
    }

    /// <exception cref="PromptException">One of the labels is protected and the change may not move it.</exception>
    public async Task ThrowIfProtectedAsync(PromptEdit edit, IEnumerable<PromptLabel> labels, CancellationToken cancellationToken)
    {
        if (!edit.OverridesProtection && (await store.GetProtectedLabelsAsync(cancellationToken).ConfigureAwait(false)).Intersect(labels).ToList() is [var taken, ..])
        {
            throw new PromptException(PromptFault.Protected, $"Label '{taken}' is protected. Only who may override the protection can move it.");
        }
    }
}
