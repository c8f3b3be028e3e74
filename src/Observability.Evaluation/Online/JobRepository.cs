using System.Security.Cryptography;
using System.Text;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>The jobs of online evaluation. All of them go through the catalog: what is asked for survives a crash, and no memory grows with it.</summary>
/// <remarks>Thread-safe, also between processes: a job is claimed by moving its due time, which only one can.</remarks>
internal sealed class JobRepository(ICatalogStore catalog, TimeProvider time)
{
    /// <summary>How long a job belongs to who claimed it; longer than an evaluation may take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const int MaxReason = 2000;

    private readonly DocumentCollection<StoredJob> _jobs = new(catalog, OnlineCollections.Jobs);

    public static StoredJob New(LiveRule rule, LiveAssignment assignment, TraceId trace, ObservationId? observation, DateTimeOffset now)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Id}\n{assignment.EvaluatorKey}\n{trace}\n{observation}"));
        var job = new EvaluationJob
        {
            Id = Convert.ToHexStringLower(key.AsSpan(0, 16)),
            RuleId = rule.Id,
            Evaluator = assignment.Name,
            TraceId = trace,
            ObservationId = observation,
            DueAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return new StoredJob(job, assignment.EvaluatorKey);
    }

    /// <summary>Adds the jobs that are not there yet, in one commit with a further change.</summary>
    public Task AddAsync(ProjectId project, IReadOnlyList<StoredJob> jobs, CatalogChange? also, CancellationToken cancellationToken)
    {
        var wanted = jobs.DistinctBy(stored => stored.Job.Id).ToList();
        var isFirst = true;
        return CatalogAttempts.RunAsync(async () =>
        {
            if (!isFirst)
            {
                // One was there: which ones are must be looked up, one by one. The same record written again is rare.
                var missing = new List<StoredJob>();
                foreach (var stored in wanted)
                {
                    if (await _jobs.GetAsync(project, stored.Job.Id, cancellationToken).ConfigureAwait(false) is null)
                    {
                        missing.Add(stored);
                    }
                }

                wanted = missing;
            }

            isFirst = false;
            List<CatalogChange> changes = [.. wanted.Select(stored => _jobs.Put(project, stored, 0))];
            if (also is not null)
            {
                changes.Add(also);
            }

            if (changes.Count > 0)
            {
                await catalog.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        });
    }

    /// <summary>Takes jobs that are due, at most so many, and says when the next one is; null when none waits.</summary>
    public async Task<(IReadOnlyList<StoredJob> Claimed, DateTimeOffset? NextDue)> ClaimAsync(ProjectId project, int atMost, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var page = await _jobs.ListAsync(
            _jobs.Query(project, OnlineCollections.WithStatus(EvaluationJobStatus.Pending)) with { Limit = Math.Min(atMost + 1, ListQuery.MaxLimit) }, cancellationToken).ConfigureAwait(false);
        var due = page.Items.TakeWhile(document => document.Value.Job.DueAt <= now).Take(atMost).ToList();
        var claimed = new List<StoredJob>();
        foreach (var document in due)
        {
            var stored = document.Value with { Job = document.Value.Job with { DueAt = now + Lease, UpdatedAt = now } };
            try
            {
                await catalog.CommitAsync([_jobs.Put(project, stored, document.Revision)], cancellationToken).ConfigureAwait(false);
                claimed.Add(stored);
            }
            catch (CatalogConflictException)
            {
                // Another process was faster.
            }
        }

        return (claimed, page.Items.Count > due.Count ? page.Items[due.Count].Value.Job.DueAt : claimed.Count > 0 ? now + Lease : null);
    }

    /// <summary>It is done, or there is nothing to do any more.</summary>
    public Task RemoveAsync(ProjectId project, StoredJob stored, CancellationToken cancellationToken) => _jobs.DeleteAsync(project, stored.Job.Id, cancellationToken);

    /// <summary>It is tried again later.</summary>
    public Task PostponeAsync(ProjectId project, StoredJob stored, DateTimeOffset dueAt, int attempts, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(project, stored.Job.Id, job => job with { Status = EvaluationJobStatus.Pending, DueAt = dueAt, Attempts = attempts, Reason = Cut(reason) }, cancellationToken);

    /// <summary>It failed for good.</summary>
    public Task FailAsync(ProjectId project, StoredJob stored, int attempts, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(project, stored.Job.Id, job => job with { Status = EvaluationJobStatus.Failed, Attempts = attempts, Reason = Cut(reason) }, cancellationToken);

    /// <summary>Begins one that failed from the start; one that waits stays as it is. Null when there is none.</summary>
    public async Task<EvaluationJob?> RetryAsync(ProjectId project, string id, CancellationToken cancellationToken) => (await ChangeAsync(
        project,
        id,
        job => job.Status == EvaluationJobStatus.Pending ? job : job with { Status = EvaluationJobStatus.Pending, DueAt = time.GetUtcNow(), Attempts = 0, Reason = null },
        cancellationToken).ConfigureAwait(false))?.Job;

    public async Task<EvaluationJob?> GetAsync(ProjectId project, string id, CancellationToken cancellationToken) =>
        (await _jobs.GetAsync(project, id, cancellationToken).ConfigureAwait(false))?.Value.Job;

    public async Task<Page<EvaluationJob>> ListAsync(ProjectId project, EvaluationJobStatus status, string? rule, PageRequest request, CancellationToken cancellationToken)
    {
        var page = await _jobs.ListValuesAsync(request.Apply(_jobs.Query(project, OnlineCollections.WithStatus(status, rule))), cancellationToken).ConfigureAwait(false);
        return new Page<EvaluationJob>([.. page.Items.Select(stored => stored.Job)], page.NextCursor, page.TotalCount);
    }

    public async Task<long> CountPendingAsync(ProjectId project, string rule, CancellationToken cancellationToken) =>
        (await ListAsync(project, EvaluationJobStatus.Pending, rule, new PageRequest(1, IncludeTotal: true), cancellationToken).ConfigureAwait(false)).TotalCount ?? 0;

    /// <summary>Forgets failures that are older than an instant, at most a page of them.</summary>
    public async Task ForgetAsync(ProjectId project, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = await _jobs.ListAsync(
            _jobs.Query(project, OnlineCollections.WithStatus(EvaluationJobStatus.Failed)) with { To = SortText.Of(before), Limit = ListQuery.MaxLimit }, cancellationToken).ConfigureAwait(false);
        if (old.Items.Count > 0)
        {
            await catalog.CommitAsync([.. old.Items.Select(document => _jobs.Delete(project, document.Value.Job.Id))], cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<StoredJob?> ChangeAsync(ProjectId project, string id, Func<EvaluationJob, EvaluationJob> change, CancellationToken cancellationToken) =>
        _jobs.UpdateAsync(project, id, before => before with { Job = change(before.Job) with { UpdatedAt = time.GetUtcNow() } }, cancellationToken);

    private static string? Cut(string? reason) => reason?.Length > MaxReason ? reason[..MaxReason] : reason;
}
