using Observability.Evaluation.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Online;

/// <summary>Does one job: reads what is judged, asks the evaluator, writes its scores, and says what became of it.</summary>
internal sealed class JobRunner(LlmObservability observability, RuleSource rules, EvaluatorSource evaluators, JobRepository jobs, DailyBudget budget, OnlineEvaluationOptions options)
{
    private const string OutOfBudget = "budget_exhausted";

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(1);

    private TimeProvider Time => observability.Options.TimeProvider;

    /// <exception cref="OperationCanceledException">The application stops; the job is given back.</exception>
    public async Task RunAsync(ProjectId project, StoredJob stored, CancellationToken cancellationToken)
    {
        try
        {
            await JudgeAsync(project, stored, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await jobs.PostponeAsync(project, stored, Time.GetUtcNow(), stored.Job.Attempts, stored.Job.Reason, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (EvaluationFailedException exception)
        {
            // Whoever made the rule must change something: another attempt would say the same.
            await jobs.FailAsync(project, stored, stored.Job.Attempts + 1, exception.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await TryAgainAsync(project, stored, $"{exception.GetType().Name}: {exception.Message}", mayRecover: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task JudgeAsync(ProjectId project, StoredJob stored, CancellationToken cancellationToken)
    {
        var job = stored.Job;
        var rule = await rules.FindAsync(project, job.RuleId, cancellationToken).ConfigureAwait(false);
        var assignment = rule?.Assignments.FirstOrDefault(candidate => candidate.EvaluatorKey == stored.EvaluatorKey);
        var trace = assignment is null ? null : await observability.Store.GetTraceAsync(project, job.TraceId, PayloadSelection.All, cancellationToken).ConfigureAwait(false);
        if (rule is null || assignment is null || trace is null || (job.ObservationId is { } id && trace.Observations.All(observation => observation.Id != id)))
        {
            // The rule or what it judges is gone.
            await jobs.RemoveAsync(project, stored, cancellationToken).ConfigureAwait(false);
            return;
        }

        var live = await evaluators.GetAsync(project, stored.EvaluatorKey, cancellationToken).ConfigureAwait(false);
        var present = trace.Scores.Select(score => score.Id).ToHashSet();
        if (live.Evaluator.MetricNames.All(metric => present.Contains(ScoreIdOf(job, metric))))
        {
            await jobs.RemoveAsync(project, stored, cancellationToken).ConfigureAwait(false);
            return;
        }

        var item = rule.Target == EvaluationTarget.Experiment ? await ItemOfAsync(project, job.TraceId, cancellationToken).ConfigureAwait(false) : null;
        var subject = live.Apply(new EvaluationSubject(trace, job.ObservationId, item), assignment.Mapping);
        var share = live.Evaluator.IsDeterministic ? null : await budget.TryTakeAsync(project, cancellationToken).ConfigureAwait(false);
        if (share is null && !live.Evaluator.IsDeterministic)
        {
            await WaitForTomorrowAsync(project, stored, rule, cancellationToken).ConfigureAwait(false);
            return;
        }

        var scores = await EvaluateAsync(project, live, subject, share, cancellationToken).ConfigureAwait(false);
        await WriteAsync(project, job, trace, scores, cancellationToken).ConfigureAwait(false);
        if (rule is { IsStored: true } && share is not null)
        {
            await rules.SayAsync(project, rule, null, cancellationToken).ConfigureAwait(false);
        }

        if (scores.FirstOrDefault(score => score.IsFailed) is { Error: var error })
        {
            await TryAgainAsync(project, stored, error!, mayRecover: !live.Evaluator.IsDeterministic, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await jobs.RemoveAsync(project, stored, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<EvaluatorScore>> EvaluateAsync(ProjectId project, LiveEvaluator live, EvaluationSubject subject, BudgetShare? share, CancellationToken cancellationToken)
    {
        var cost = 0m;
        try
        {
            var scores = await live.Evaluator.EvaluateAsync(subject, live.Chat, cancellationToken).ConfigureAwait(false);
            cost = scores.FirstOrDefault(score => score.Judge is not null)?.Judge?.CostUsd ?? 0;
            return scores;
        }
        finally
        {
            if (share is not null)
            {
                await budget.SettleAsync(project, share, cost, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private Task WriteAsync(ProjectId project, EvaluationJob job, TraceDetail trace, IReadOnlyList<EvaluatorScore> scores, CancellationToken cancellationToken)
    {
        var target = job.ObservationId is { } observation ? ScoreTarget.Observation(job.TraceId, observation) : ScoreTarget.Trace(job.TraceId);
        var environment = job.ObservationId is { } id ? trace.Observations.First(o => o.Id == id).Environment : trace.Summary.Trace.Environment;
        List<Score> given = [.. scores.Where(score => score.Value is not null).Select(score =>
            score.ToScore(target, Time.GetUtcNow(), ScoreIdOf(job, score.Name)) with { Project = project, Environment = environment ?? TraceEnvironment.Default })];
        return given.Count == 0 ? Task.CompletedTask : observability.SubmitAsync(new TelemetryBatch { Scores = given }, cancellationToken);
    }

    private async Task TryAgainAsync(ProjectId project, StoredJob stored, string reason, bool mayRecover, CancellationToken cancellationToken)
    {
        var attempts = stored.Job.Attempts + 1;
        if (!mayRecover || attempts >= options.MaxAttempts)
        {
            await jobs.FailAsync(project, stored, attempts, reason, cancellationToken).ConfigureAwait(false);
            return;
        }

        var backoff = TimeSpan.FromTicks(Math.Min(options.FirstBackoff.Ticks << (attempts - 1), LongestBackoff.Ticks));
        await jobs.PostponeAsync(project, stored, Time.GetUtcNow() + backoff, attempts, reason, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForTomorrowAsync(ProjectId project, StoredJob stored, LiveRule rule, CancellationToken cancellationToken)
    {
        var limits = new[] { options.DailyBudgetUsd is { } usd ? FormattableString.Invariant($"{usd} USD") : null, options.DailyEvaluations is { } count ? FormattableString.Invariant($"{count} evaluations") : null };
        var until = budget.NextDay();
        var message = $"The daily budget of {string.Join(" or ", limits.OfType<string>())} is used up. It goes on at {until:yyyy-MM-dd HH:mm} UTC.";
        await jobs.PostponeAsync(project, stored, until, stored.Job.Attempts, message, cancellationToken).ConfigureAwait(false);
        await rules.SayAsync(project, rule, (OutOfBudget, message), cancellationToken).ConfigureAwait(false);
    }

    private async Task<EvaluationItem?> ItemOfAsync(ProjectId project, TraceId trace, CancellationToken cancellationToken)
    {
        var repository = new DatasetRepository(observability.Catalog, Time, JsonSchemaItemValidator.Instance);
        if (await repository.FindRunItemAsync(project, trace, cancellationToken).ConfigureAwait(false) is not { } run
            || await repository.GetItemAsync(project, run.ItemId, run.ItemVersion ?? run.CreatedAt, cancellationToken).ConfigureAwait(false) is not { } item)
        {
            return null;
        }

        return new EvaluationItem { Id = item.Id.Value, Input = item.Input, ExpectedOutput = item.ExpectedOutput, Metadata = item.Metadata };
    }

    // Made of the job: judged again, the score is replaced.
    private static ScoreId ScoreIdOf(EvaluationJob job, string metric) => new($"{job.Id}:{metric}");
}
