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
public sealed class OnlineEvaluation : IAsyncDisposable
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
            if (_noted.Add(batch))
            {
                _signal.Set();
            }
        });
    }

    /// <summary>Judges until the application stops.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => _loop = LoopUntilStoppedAsync(cancellationToken);

    private async Task LoopUntilStoppedAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        await LoopAsync(either.Token).ConfigureAwait(false);
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(_signal.Set);
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                await PassAsync(cancellationToken).ConfigureAwait(false);
                wait = UntilNext();
                _isFailing = false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (NotSupportedException exception)
            {
                _logger.CannotJudgeOnline(exception.Message);
                break;
            }
            catch (Exception exception)
            {
                if (!_isFailing)
                {
                    _logger.OnlineEvaluationFailed(exception);
                }

                _isFailing = true;
                wait = ErrorPause;
                SayIdle(exception);
            }

            if (wait > TimeSpan.Zero)
            {
                await _signal.WaitAsync(wait, Time).ConfigureAwait(false);
            }
        }

        await StopAsync().ConfigureAwait(false);
    }

    private RuleMatcher Matcher() => new(_observability, new RuleSource(_observability, _options), Jobs, Time);

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        var rules = new RuleSource(_observability, _options);
        _matcher ??= Matcher();
        _runner ??= new JobRunner(
            _observability, rules, new EvaluatorSource(_observability, Registry, JudgeModel, _options, _capture), Jobs, new DailyBudget(_observability.Catalog, _options, Time), _options);
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        foreach (var noted in _noted.TakeDue())
        {
            await MatchAsync(noted, cancellationToken).ConfigureAwait(false);
        }

        if (_noted.Missed is var missed && missed > _missedSaid)
        {
            _logger.OnlineEvaluationIsBehind(missed - _missedSaid, missed);
            _missedSaid = missed;
        }

        foreach (var project in TakeProjects())
        {
            try
            {
                if (await _matcher.AdvanceAsync(project, cancellationToken).ConfigureAwait(false))
                {
                    Wake(project);
                }

                await ClaimAsync(project, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                Wake(project);
                throw;
            }
        }

        SayIdle();
    }

    /// <summary>Now and then looks at every project: other processes leave work behind, too.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        List<ProjectId> projects = [OwnProject];
        foreach (var project in _projects is null ? [] : await _projects.ListAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (project.DeletedAt is null && project.Id != OwnProject.Value)
            {
                projects.Add(new ProjectId(project.Id));
            }
        }

        foreach (var project in projects)
        {
            if (!_caughtUp.Contains(project))
            {
                await _matcher!.CatchUpAsync(project, _startedAt, cancellationToken).ConfigureAwait(false);
                _caughtUp.Add(project);
                await Jobs.ForgetAsync(project, now - KeepFailures, cancellationToken).ConfigureAwait(false);
            }

            lock (_lock)
            {
                _toLookAt.Add(project);
            }
        }

        _nextSweep = now + Sweep;
    }

    private async Task MatchAsync(NotedProject noted, CancellationToken cancellationToken)
    {
        try
        {
            await _matcher!.MatchAsync(noted, cancellationToken).ConfigureAwait(false);
            await _matcher.RememberAsync(noted.Project, _noted.OldestOf(noted.Project) ?? Time.GetUtcNow(), isLast: false, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _noted.Return(noted);
            throw;
        }

        lock (_lock)
        {
            _toLookAt.Add(noted.Project);
        }
    }

    private List<ProjectId> TakeProjects()
    {
        var now = Time.GetUtcNow();
        lock (_lock)
        {
            _toLookAt.UnionWith(_nextDue.Where(entry => entry.Value <= now).Select(entry => entry.Key));
            List<ProjectId> taken = [.. _toLookAt];
            _toLookAt.Clear();
            return taken;
        }
    }

    private async Task ClaimAsync(ProjectId project, CancellationToken cancellationToken)
    {
        int free;
        lock (_lock)
        {
            free = _options.MaxConcurrency - _running.Count;
        }

        if (free == 0)
        {
            // Whoever ends looks again.
            _nextDue.Remove(project);
            return;
        }

        var (claimed, nextDue) = await Jobs.ClaimAsync(project, free, cancellationToken).ConfigureAwait(false);
        if (nextDue is { } due)
        {
            _nextDue[project] = due;
        }
        else
        {
            _nextDue.Remove(project);
        }

        foreach (var stored in claimed)
        {
            Begin(project, stored, cancellationToken);
        }
    }

    private void Begin(ProjectId project, StoredJob stored, CancellationToken cancellationToken)
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? running = null;
        running = RunOneAsync();
        lock (_lock)
        {
            _running.Add(running);
        }

        begin.SetResult();

        async Task RunOneAsync()
        {
            await begin.Task.ConfigureAwait(false);
            try
            {
                await _runner!.RunAsync(project, stored, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // Its claim runs out, and then it is tried again.
                if (!cancellationToken.IsCancellationRequested)
                {
                    _logger.OnlineEvaluationFailed(exception);
                }
            }

            lock (_lock)
            {
                _running.Remove(running!);
                _toLookAt.UnionWith(_caughtUp);
                _toLookAt.Add(project);
            }

            _signal.Set();
        }
    }

    private TimeSpan UntilNext()
    {
        var now = Time.GetUtcNow();
        lock (_lock)
        {
            if (_toLookAt.Count > 0)
            {
                return TimeSpan.Zero;
            }

            var next = _nextDue.Values.Append(_nextSweep).Append(_noted.NextDue() ?? DateTimeOffset.MaxValue).Min();
            return next <= now ? TimeSpan.Zero : next - now;
        }
    }

    private void SayIdle(Exception? failure = null)
    {
        lock (_lock)
        {
            var now = Time.GetUtcNow();
            if (failure is null && (_running.Count > 0 || _toLookAt.Count > 0 || _noted.NextDue() <= now || _nextDue.Values.Any(due => due <= now)))
            {
                return;
            }

            foreach (var idle in _idle)
            {
                _ = failure is null ? idle.TrySetResult() : idle.TrySetException(failure);
            }

            _idle.Clear();
        }
    }

    private async Task StopAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        try
        {
            foreach (var project in _caughtUp)
            {
                await _matcher!.RememberAsync(project, _noted.OldestOf(project) ?? Time.GetUtcNow(), isLast: true, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // What it saw last is remembered less exactly: after the start it looks at a little more again.
        }
    }
}
