using Microsoft.Extensions.AI.Evaluation;
using Observability.Model;

namespace Observability.Evaluation.Deterministic;

/// <summary>What users said of the trace: the mean of their feedback scores.</summary>
/// <remarks>
/// Metric <c>user-feedback</c>, in the range of the scores it averages (thumbs are 0 and 1). It counts numeric and boolean scores of that name on the trace, or on
/// the judged observation, that a program or a person gave. Skipped where there is no feedback: silence is not a bad mark.
/// </remarks>
public sealed class UserFeedbackEvaluator : DeterministicEvaluator
{
    private readonly string _scoreName;

    /// <summary>Creates it.</summary>
    /// <param name="scoreName">The name of the feedback scores.</param>
    public UserFeedbackEvaluator(string scoreName = "user-feedback")
        : base("user-feedback", "user-feedback")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scoreName);
        _scoreName = scoreName;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var values = subject.Trace.Scores
            .Where(score => score.Name == _scoreName && score.Source is not ScoreSource.Evaluator && score.Value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean)
            .Where(score => subject.Observation is not { } observation || score.Target.ObservationId == observation.Id)
            .Select(score => score.Value.Number)
            .ToList();
        return [values.Count == 0
            ? EvaluatorScore.Skipped(Metric, $"No user gave a score named '{_scoreName}'.")
            : EvaluatorScore.Of(Metric, values.Average(), $"Mean of {values.Count}.")];
    }
}
