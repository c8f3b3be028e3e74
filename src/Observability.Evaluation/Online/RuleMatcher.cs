using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>Makes jobs of what ended, and of what is already there.</summary>
internal sealed class RuleMatcher(LlmObservability observability, RuleSource rules, JobRepository jobs, TimeProvider time)
{
    /// <summary>How many jobs of a rule wait before a backfill goes on.</summary>
    public const int MaxWaiting = 1000;

    private const int PageSize = 200;

    // What began this long before it was written is still found after a crash.
    private static readonly TimeSpan CatchUpSlack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RememberEvery = TimeSpan.FromSeconds(30);

    private readonly DocumentCollection<EvaluationBackfill> _backfills = new(observability.Catalog, OnlineCollections.Backfills);
    private readonly DocumentCollection<RuleProgress> _progress = new(observability.Catalog, OnlineCollections.Progress);
    private readonly Dictionary<(ProjectId, string), DateTimeOffset> _remembered = [];

    /// <summary>What the enabled rules of a project look at.</summary>
    public async Task<NotedKinds> KindsAsync(ProjectId project, CancellationToken cancellationToken) => (await rules.ReadAsync(project, cancellationToken).ConfigureAwait(false))
        .Aggregate(NotedKinds.None, (kinds, rule) => kinds | (rule.Target == EvaluationTarget.Trace ? NotedKinds.Traces : NotedKinds.Observations));

    /// <summary>Makes jobs of what ended in a project.</summary>
    public async Task MatchAsync(NotedProject noted, CancellationToken cancellationToken)
    {
        var live = await rules.ReadAsync(noted.Project, cancellationToken).ConfigureAwait(false);
        List<StoredJob> made =
        [
            .. await OfTracesAsync(noted, [.. live.Where(rule => rule.Target == EvaluationTarget.Trace)], cancellationToken).ConfigureAwait(false),
            .. await OfObservationsAsync(noted, [.. live.Where(rule => rule.Target != EvaluationTarget.Trace)], cancellationToken).ConfigureAwait(false),
        ];
        await jobs.AddAsync(noted.Project, made, null, cancellationToken).ConfigureAwait(false);
    }

    // Each trace is read once for all rules, and only with what their conditions look at.
    private async Task<List<StoredJob>> OfTracesAsync(NotedProject noted, List<LiveRule> live, CancellationToken cancellationToken)
    {
        var made = new List<StoredJob>();
        foreach (var id in noted.Traces)
        {
            var sampling = live.FindAll(rule => rule.Samples(id));
            if (sampling.Count == 0)
            {
                continue;
            }

            var needed = sampling.Exists(rule => rule.NeedsMetadata) ? PayloadSelection.Metadata : PayloadSelection.None;
            if (await observability.Store.GetTraceAsync(noted.Project, id, needed, cancellationToken).ConfigureAwait(false) is { } trace)
            {
                made.AddRange(sampling.Where(rule => rule.Matches(trace)).SelectMany(rule => JobsOf(rule, id, null)));
            }
        }

        return made;
    }

    private async Task<List<StoredJob>> OfObservationsAsync(NotedProject noted, List<LiveRule> live, CancellationToken cancellationToken)
    {
        var made = new List<StoredJob>();
        foreach (var records in live.Count == 0 ? [] : noted.Observations.GroupBy(record => record.TraceId))
        {
            var sampling = live.FindAll(rule => rule.Samples(records.Key));
            var scores = sampling.Exists(rule => rule.NeedsScores)
                ? (await observability.Store.GetTraceAsync(noted.Project, records.Key, cancellationToken: cancellationToken).ConfigureAwait(false))?.Scores ?? []
                : [];
            foreach (var record in records)
            {
                List<Score> own = [.. scores.Where(score => score.Target.ObservationId == record.Id)];
                made.AddRange(sampling.Where(rule => rule.Matches(record, own)).SelectMany(rule => JobsOf(rule, record.TraceId, record.Id)));
            }
        }

        return made;
    }

    /// <summary>Remembers up to when all rules of a project have seen what was written; not more often than it is worth unless it is the last word.</summary>
    public async Task RememberAsync(ProjectId project, Func<ProjectId, DateTimeOffset> seenUntil, bool isLast, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var rule in await rules.ReadAsync(project, cancellationToken).ConfigureAwait(false))
        {
            if (isLast || !_remembered.TryGetValue((project, rule.Id), out var at) || now - at >= RememberEvery)
            {
                await _progress.UpsertAsync(project, new RuleProgress(rule.Id, seenUntil(project)), cancellationToken).ConfigureAwait(false);
                _remembered[(project, rule.Id)] = now;
            }
        }
    }

    /// <summary>After a start: lets every rule that has seen something before look at what it may have missed.</summary>
    public async Task CatchUpAsync(ProjectId project, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        foreach (var rule in await rules.ReadAsync(project, cancellationToken).ConfigureAwait(false))
        {
            if (await _progress.GetAsync(project, rule.Id, cancellationToken).ConfigureAwait(false) is { Value.SeenUntil: var seen })
            {
                await BackfillAsync(project, rule.Id, seen - CatchUpSlack, startedAt, cancellationToken).ConfigureAwait(false);
            }
        }

        await RememberAsync(project, _ => startedAt, isLast: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets a rule judge what is already there.</summary>
    public async Task<EvaluationBackfill> BackfillAsync(ProjectId project, string rule, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var backfill = new EvaluationBackfill { Id = CatalogClock.NewId(now), RuleId = rule, From = from, To = to, CreatedAt = now };
        await _backfills.InsertAsync(project, backfill, cancellationToken).ConfigureAwait(false);
        return backfill;
    }

    /// <summary>Takes one step of each backfill that runs; returns whether any can go on at once.</summary>
    public async Task<bool> AdvanceAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var goesOn = false;
        var running = await _backfills.ListAsync(_backfills.Query(project, OnlineCollections.Running) with { Limit = 20 }, cancellationToken).ConfigureAwait(false);
        foreach (var document in running.Items)
        {
            goesOn |= await AdvanceAsync(project, document, cancellationToken).ConfigureAwait(false);
        }

        return goesOn;
    }

    private async Task<bool> AdvanceAsync(ProjectId project, Document<EvaluationBackfill> document, CancellationToken cancellationToken)
    {
        var backfill = document.Value;
        var rule = await rules.FindAsync(project, backfill.RuleId, cancellationToken).ConfigureAwait(false);
        if (rule is not null && await jobs.CountPendingAsync(project, rule.Id, cancellationToken).ConfigureAwait(false) >= MaxWaiting)
        {
            return false;
        }

        var (made, cursor) = rule is null ? ([], null) : await FindAsync(project, rule, backfill, cancellationToken).ConfigureAwait(false);
        var after = backfill with { Cursor = cursor, Found = backfill.Found + made.Count, CompletedAt = cursor is null ? time.GetUtcNow() : null };
        try
        {
            await jobs.AddAsync(project, [.. made.SelectMany(target => JobsOf(rule!, target.Trace, target.Observation))], _backfills.Put(project, after, document.Revision), cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogConflictException)
        {
            // Another process took this step.
        }

        return cursor is not null;
    }

    private async Task<(List<(TraceId Trace, ObservationId? Observation)> Found, string? Cursor)> FindAsync(ProjectId project, LiveRule rule, EvaluationBackfill backfill, CancellationToken cancellationToken)
    {
        if (rule.Target == EvaluationTarget.Trace)
        {
            var query = new TraceQuery { Project = project, From = backfill.From, To = backfill.To, Filters = rule.Filters, Limit = PageSize, Cursor = backfill.Cursor };
            var page = await observability.Store.ListTracesAsync(query, cancellationToken).ConfigureAwait(false);
            return ([.. page.Items.Where(trace => rule.Covers(trace.Trace.Environment ?? TraceEnvironment.Default) && rule.Samples(trace.Trace.Id)).Select(trace => (trace.Trace.Id, (ObservationId?)null))], page.NextCursor);
        }

        var observations = new ObservationQuery { Project = project, From = backfill.From, To = backfill.To, Filters = rule.Filters, Limit = PageSize, Cursor = backfill.Cursor };
        var found = await observability.Store.ListObservationsAsync(observations, cancellationToken).ConfigureAwait(false);
        return ([.. found.Items
            .Where(record => record.EndTime is not null && rule.Covers(record.Environment) && rule.Samples(record.TraceId) && (rule.Target != EvaluationTarget.Experiment || record.ParentId is null))
            .Select(record => (record.TraceId, (ObservationId?)record.Id))], found.NextCursor);
    }

    private IEnumerable<StoredJob> JobsOf(LiveRule rule, TraceId trace, ObservationId? observation) =>
        rule.Assignments.Select(assignment => JobRepository.New(rule, assignment, trace, observation, time.GetUtcNow()));
}
