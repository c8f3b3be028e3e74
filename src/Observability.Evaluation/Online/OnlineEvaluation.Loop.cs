using Observability.Model;

namespace Observability.Evaluation.Online;

/// <content>The loop: one pass after another, whenever something ended, is due, or was asked for.</content>
public sealed partial class OnlineEvaluation
{
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
                SayIdle(exception);
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
        foreach (var project in Interlocked.Exchange(ref _unknown, []).Where(project => !_kinds.ContainsKey(project)))
        {
            await LookForRulesAsync(project, cancellationToken).ConfigureAwait(false);
        }

        foreach (var noted in _noted.TakeDue())
        {
            await MatchAsync(noted, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Now and then looks at every project, since other processes leave work behind, too, and says what was passed over meanwhile.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        if (_noted.Missed is var missed && missed > _missedSaid)
        {
            _logger.OnlineEvaluationIsBehind(missed - _missedSaid, missed);
            _missedSaid = missed;
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

            await LookForRulesAsync(project, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                _toLookAt.Add(project);
            }
        }

        _nextSweep = now + Sweep;
    }

    private async Task LookForRulesAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var changes = Interlocked.Read(ref _ruleChanges);
        var kinds = await _matcher!.KindsAsync(project, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // A rule made since it was looked for is not forgotten.
            _kinds = changes == _ruleChanges ? _kinds.SetItem(project, kinds) : _kinds.Remove(project);
        }
    }

    private async Task MatchAsync(NotedProject noted, CancellationToken cancellationToken)
    {
        try
        {
            await _matcher!.MatchAsync(noted, cancellationToken).ConfigureAwait(false);
            await _matcher.RememberAsync(noted.Project, SeenUntil, isLast: false, cancellationToken).ConfigureAwait(false);
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

    private DateTimeOffset SeenUntil(ProjectId project) => _noted.OldestOf(project) ?? Time.GetUtcNow();

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
                await _matcher!.RememberAsync(project, SeenUntil, isLast: true, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // What it saw last is remembered less exactly: after the start it looks at a little more again.
        }
    }
}
