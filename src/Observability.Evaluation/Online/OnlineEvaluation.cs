using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Observability.Evaluation.Judging;
using Observability.Model;
using Observability.Pipeline;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability.Evaluation.Online;

/// <summary>Judges live traffic by rules, in the background of an application that calls <c>AddOnlineEvaluation()</c>.</summary>
/// <remarks>
/// It learns from the pipeline what became durable and never stands in anybody's way. What is to be judged is kept in the catalog until it is: a
/// restart loses nothing, and what fails for good stays there with its reason. Judges' own calls are never judged. Thread-safe.
/// </remarks>
public sealed partial class OnlineEvaluation : IAsyncDisposable
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ErrorPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepFailures = TimeSpan.FromDays(30);

    private readonly LlmObservability _observability;
    private readonly OnlineEvaluationOptions _options;
    private readonly ProjectRepository? _projects;
    private readonly ILogger _logger;
    private readonly JudgeCapture _capture;
    private readonly NotedRecords _noted;
    private readonly AsyncSignal _signal = new();
    private readonly Lock _lock = new();
    private readonly HashSet<ProjectId> _toLookAt = [];
    private readonly Dictionary<ProjectId, DateTimeOffset> _nextDue = [];
    private readonly HashSet<Task> _running = [];
    private readonly List<TaskCompletionSource> _idle = [];
    private readonly HashSet<ProjectId> _caughtUp = [];
    private readonly CancellationTokenSource _disposed = new();
    private Task _loop = Task.CompletedTask;
    private RuleMatcher? _matcher;
    private JobRunner? _runner;
    private DateTimeOffset _startedAt;
    private DateTimeOffset _nextSweep;
    private long _missedSaid;

    // Changed under the lock, read on the pipeline's thread without it.
    private volatile ImmutableDictionary<ProjectId, NotedKinds> _kinds = ImmutableDictionary<ProjectId, NotedKinds>.Empty;
    private ImmutableHashSet<ProjectId> _unknown = [];
    private long _ruleChanges;
    private bool _isFailing;

    internal OnlineEvaluation(
        LlmObservability observability, OnlineEvaluationOptions options, ILogger logger, EvaluatorRegistry? registry = null, JudgeModel? judge = null, ProjectRepository? projects = null)
    {
        _observability = observability;
        _options = options;
        _projects = projects;
        _logger = logger;
        _capture = new JudgeCapture(observability);
        _noted = new NotedRecords(options.Delay, Time);
        Registry = registry;
        JudgeModel = judge;
        foreach (var rule in options.Rules)
        {
            _ = (registry ?? new EvaluatorRegistry()).Get(rule.Evaluator);
        }
    }

    internal EvaluatorRegistry? Registry { get; }

    internal JudgeModel? JudgeModel { get; }

    internal OnlineEvaluationOptions Options => _options;

    private TimeProvider Time => _observability.Options.TimeProvider;

    private ProjectId OwnProject => _observability.Options.Project;

    private JobRepository Jobs => new(_observability.Catalog, Time);

    /// <summary>Lets a rule of the code judge what is already there: its share of what began in a span of time. What it judged before it leaves alone.</summary>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="from">What began at or after this instant.</param>
    /// <param name="to">What began before this instant; now when null.</param>
    /// <param name="cancellationToken">Stops asking; a backfill that was begun goes on.</param>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public async Task<EvaluationBackfill> BackfillAsync(string rule, DateTimeOffset from, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        if (_options.Rules.All(own => own.Name != rule))
        {
            throw new ArgumentException($"No online rule is named '{rule}'. There are: {(_options.Rules.Count == 0 ? "none" : string.Join(", ", _options.Rules.Select(own => own.Name)))}.", nameof(rule));
        }

        var backfill = await Matcher().BackfillAsync(OwnProject, RuleSource.IdOfOwn(rule), from, to ?? Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        Wake(OwnProject);
        return backfill;
    }

    /// <summary>Lists what waits, the next first, or what failed, the newest first.</summary>
    public Task<Page<EvaluationJob>> ListJobsAsync(EvaluationJobStatus status, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        Jobs.ListAsync(OwnProject, status, null, new PageRequest(limit, Cursor: cursor), cancellationToken);

    /// <summary>Begins a job that failed from the start; one that waits stays as it is. Null when there is none.</summary>
    public async Task<EvaluationJob?> RetryAsync(string job, CancellationToken cancellationToken = default)
    {
        var again = await Jobs.RetryAsync(OwnProject, job, cancellationToken).ConfigureAwait(false);
        Wake(OwnProject);
        return again;
    }

    /// <summary>Gives back what is being judged, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _capture.DisposeAsync().ConfigureAwait(false);
        _disposed.Dispose();
    }

    /// <summary>Looks at a project now: something was asked of it.</summary>
    internal void Wake(ProjectId project)
    {
        lock (_lock)
        {
            _toLookAt.Add(project);
        }

        _signal.Set();
    }

    /// <summary>Notes from now on what a project does: a rule of it was made or enabled.</summary>
    internal void RulesChanged(ProjectId project)
    {
        lock (_lock)
        {
            _ruleChanges++;
            _kinds = _kinds.Remove(project);
        }
    }

    /// <summary>Done when nothing is left to do at this instant; fails when the next attempt to do it does.</summary>
    internal Task IdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _idle.Add(idle);
        }

        _signal.Set();
        return idle.Task;
    }

    /// <summary>Begins to note what becomes durable.</summary>
    internal IDisposable Listen()
    {
        _startedAt = Time.GetUtcNow();
        return _observability.Feed.Subscribe(batch =>
        {
            if (_noted.Add(batch, KindsOf))
            {
                _signal.Set();
            }
        });
    }

    // What no rule looks at costs nothing; a project that was not looked at yet may have rules of any kind, and is looked at next.
    private NotedKinds KindsOf(ProjectId project)
    {
        if (_kinds.TryGetValue(project, out var kinds))
        {
            return kinds;
        }

        ImmutableInterlocked.Update(ref _unknown, static (unknown, project) => unknown.Add(project), project);
        return NotedKinds.All;
    }

    /// <summary>Judges until the application stops.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => _loop = LoopUntilStoppedAsync(cancellationToken);
}
