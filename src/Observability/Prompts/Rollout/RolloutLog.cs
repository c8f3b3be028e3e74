using Observability.Model;
using Observability.Prompts.Catalog;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Rollout;

/// <summary>The rollouts of a project in the catalog: a decision, what it does to the label, and its entry in the audit trail are one commit.</summary>
internal sealed class RolloutLog
{
    private const string PromptKey = "prompt";
    private const string RunningKey = "running";

    private static readonly CollectionSchema<PromptRollout> Schema = new(
        "prompt-rollouts", RolloutJson.Instance.PromptRollout, rollout => rollout.Id.Value, rollout => SortText.Of(rollout.StartedAt), KeysOf);

    private readonly DocumentCollection<PromptRollout> _rollouts;
    private readonly PromptStore _store;
    private readonly PromptWriter _writer;
    private readonly ProjectId _project;

    public RolloutLog(ICatalogStore catalog, ProjectId project, TimeProvider time)
    {
        _rollouts = new DocumentCollection<PromptRollout>(catalog, Schema);
        _store = new PromptStore(new PromptCollections(catalog), project);
        _writer = new PromptWriter(_store, PromptFeed.Of(catalog), time);
        _project = project;
    }

    public DateTimeOffset Now() => _writer.Now();

    public Task<Document<PromptRollout>?> FindAsync(RolloutId id, CancellationToken cancellationToken) => _rollouts.GetAsync(_project, id.Value, cancellationToken);

    public Task<Page<PromptRollout>> ListAsync(PromptName? prompt, int limit, string? cursor, CancellationToken cancellationToken) =>
        _rollouts.ListValuesAsync(_rollouts.Query(_project, prompt is { } name ? new CatalogKey(PromptKey, name.Value) : null) with { Limit = limit, Cursor = cursor }, cancellationToken);

    public Task<List<PromptRollout>> ListRunningAsync(CancellationToken cancellationToken) => _rollouts.ListAllAsync(_rollouts.Query(_project, new CatalogKey(RunningKey, "")), cancellationToken);

    /// <summary>Keeps a rollout after its last decision and does what that decision does to the label; false when somebody else decided about it meanwhile.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="revision">The revision it was read with; 0 for a new one.</param>
    /// <param name="edit">Who acts.</param>
    /// <param name="act">What happens to the label; null for nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PromptException">The label cannot be changed so.</exception>
    public async Task<bool> TryCommitAsync(
        PromptRollout rollout, long revision, PromptEdit edit, Func<LabelPlans, Document<StoredPrompt>?, Task<PromptCommit<bool>>>? act, CancellationToken cancellationToken)
    {
        if (act is null)
        {
            return await TryCommitAsync(rollout, revision, cancellationToken).ConfigureAwait(false);
        }

        var isOvertaken = false;
        var plans = new LabelPlans(_store, _writer, edit, cancellationToken);
        var isDone = await _writer.ChangeAsync(
            rollout.Plan.Prompt,
            edit,
            async current =>
            {
                // The commit is tried again when the prompt changed meanwhile; when the rollout did, it is off.
                isOvertaken = ((await FindAsync(rollout.Id, cancellationToken).ConfigureAwait(false))?.Revision ?? 0) != revision;
                if (isOvertaken)
                {
                    return PromptCommit<bool>.None(() => true);
                }

                var commit = await act(plans, current).ConfigureAwait(false);
                return commit.Change is null ? commit with { Result = () => false } : commit with
                {
                    Writes = [.. commit.Writes, _rollouts.Put(_project, rollout, revision), _store.Collections.Changes.Put(_project, Entry(rollout), 0)],
                    Result = () => true,
                };
            },
            cancellationToken).ConfigureAwait(false);
        return isDone ? !isOvertaken : await TryCommitAsync(rollout, revision, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryCommitAsync(PromptRollout rollout, long revision, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.CommitAsync([_rollouts.Put(_project, rollout, revision)], Entry(rollout), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (CatalogConflictException)
        {
            return false;
        }
    }

    private StoredChange Entry(PromptRollout rollout)
    {
        var decision = rollout.Decisions[^1];
        return _writer.Entry(PromptChangeKind.RolloutChanged, new PromptEdit { Author = decision.Author ?? PromptRollouts.Author, Reason = decision.Reason }, null) with
        {
            Name = rollout.Plan.Prompt.Value,
            Version = rollout.Plan.Candidate,
            After = PromptEditing.Json(new { rollout = rollout.Id.Value, action = decision.Action.ToString(), stage = decision.Stage, findings = decision.Findings }),
        };
    }

    private static IEnumerable<CatalogKey> KeysOf(PromptRollout rollout)
    {
        yield return new CatalogKey(PromptKey, rollout.Plan.Prompt.Value);
        if (rollout.State == RolloutState.Running)
        {
            yield return new CatalogKey(RunningKey, "");
        }
    }
}
