using Observability.Evaluation.Messages;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Experiments;

/// <summary>Judges one answer: by its trace, its item and what it returned.</summary>
internal sealed class AnswerJudge(LlmObservability observability, IReadOnlyList<Evaluator> evaluators, ExperimentOptions options)
{
    /// <param name="given">The answer.</param>
    /// <param name="isNew">Whether it is judged for the first time; else the scores it has are read.</param>
    /// <param name="cancellationToken">Ends the experiment.</param>
    public async Task<(ExperimentAnswer Answer, IReadOnlyList<Score> Scores, (decimal Answer, decimal Judges) Cost)> JudgeAsync(GivenAnswer given, bool isNew, CancellationToken cancellationToken)
    {
        var project = observability.Options.Project;
        var trace = await observability.Store.GetTraceAsync(project, given.Trace, PayloadSelection.All, cancellationToken).ConfigureAwait(false);
        var error = given.Error ?? (trace?.Observations is [{ Status: ObservationStatus.Failed, StatusMessage: var message }, ..] ? message ?? "The task failed." : null);
        var subject = trace is null ? new EvaluationSubject(given.Item.Input, given.Output, given.Item) : new EvaluationSubject(trace, item: given.Item);
        if (given.Output is { } output)
        {
            subject = subject.WithOutput(output);
        }

        var metrics = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        var scores = new List<Score>();
        var judges = 0m;
        if (isNew)
        {
            foreach (var evaluator in evaluators)
            {
                var said = error is null ? await evaluator.EvaluateAsync(subject, null, cancellationToken).ConfigureAwait(false) : Unanswered(evaluator, error);
                judges += said.FirstOrDefault(score => score.Judge is not null)?.Judge?.CostUsd ?? 0;
                foreach (var score in said)
                {
                    metrics[score.Name] = MetricValue.Of(score);
                    if (score.Value is not null)
                    {
                        scores.Add(ToScore(score, given.Trace));
                    }
                }
            }
        }
        else
        {
            foreach (var score in trace?.Scores ?? [])
            {
                metrics[score.Name] = Read(score);
            }
        }

        var summary = trace?.Summary;
        if (error is null && summary is not null)
        {
            Add(metrics, ExperimentMetrics.Latency, summary.Latency?.TotalSeconds);
            Add(metrics, ExperimentMetrics.Cost, (double?)summary.TotalCost);
            Add(metrics, ExperimentMetrics.Tokens, summary.TotalTokens > 0 ? summary.TotalTokens : null);
        }

        var answer = new ExperimentAnswer
        {
            ItemId = given.Item.Id!,
            Repetition = given.Repetition,
            Cluster = options.ClusterBy?.Invoke(given.Item),
            TraceId = given.Trace.Value,
            Input = ExperimentAnswer.Cut(PayloadConversation.InputText(given.Item.Input)),
            Output = ExperimentAnswer.Cut(subject.OutputText),
            Expected = subject.ExpectedText is { } expected ? ExperimentAnswer.Cut(expected) : null,
            Error = error,
            Metrics = metrics,
        };
        return (answer, scores, (summary?.TotalCost ?? 0, judges));
    }

    // The id is made of what it judges: an answer that is judged again has its scores replaced.
    private Score ToScore(EvaluatorScore score, TraceId trace) =>
        score.ToScore(ScoreTarget.Trace(trace), observability.Options.TimeProvider.GetUtcNow(), new ScoreId($"{trace}:{score.Name}")) with
        {
            Project = observability.Options.Project,
            Environment = ExperimentExecution.Environment,
        };

    private static IReadOnlyList<EvaluatorScore> Unanswered(Evaluator evaluator, string error) =>
        [.. evaluator.MetricNames.Select(name => EvaluatorScore.Failed(name, $"There is no answer to judge: {error}"))];

    private static MetricValue Read(Score score) => new()
    {
        Number = score.Value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean ? score.Value.Number : null,
        IsBoolean = score.Value.Type is ScoreValueType.Boolean,
        Text = score.Value.Text,
        Comment = score.Comment,
    };

    private static void Add(Dictionary<string, MetricValue> metrics, string name, double? value)
    {
        if (value is { } number)
        {
            metrics[name] = MetricValue.Of(number);
        }
    }
}
