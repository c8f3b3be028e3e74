using System.Globalization;
using Observability.Evaluation.Messages;
using Observability.Model;

namespace Observability.Evaluation.Deterministic;

/// <summary>What a trace, or one observation with everything in it, used, and whether that is within a budget.</summary>
/// <remarks>
/// The metric is the amount itself, in [0, ∞); it passes when it is at most the budget. An amount that is not known is a failure, never zero.
/// Where tokens or costs were estimated the comment says so.
/// </remarks>
/// <example><code>services.AddLlmObservability().AddEvaluator(BudgetEvaluator.Cost(0.05m)).AddEvaluator(BudgetEvaluator.Latency(TimeSpan.FromSeconds(8)));</code></example>
public sealed class BudgetEvaluator : DeterministicEvaluator
{
    private readonly Func<EvaluationSubject, ObservationRecord[], double> _measure;
    private readonly double? _budget;
    private readonly string _unit;

    private BudgetEvaluator(string name, string unit, double? budget, Func<EvaluationSubject, ObservationRecord[], double> measure)
        : base(name, name)
    {
        if (budget is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(budget));
        }

        _unit = unit;
        _budget = budget;
        _measure = measure;
    }

    /// <summary>Metric <c>cost-usd</c>: what the model calls cost.</summary>
    /// <param name="budgetUsd">The most that passes; no opinion when null.</param>
    public static BudgetEvaluator Cost(decimal? budgetUsd = null) => new("cost-usd", "USD", (double?)budgetUsd, (_, all) => CostOf(all));

    /// <summary>Metric <c>latency-seconds</c>: from the first start to the last end.</summary>
    /// <param name="budget">The most that passes; no opinion when null.</param>
    public static BudgetEvaluator Latency(TimeSpan? budget = null) => new("latency-seconds", "seconds", budget?.TotalSeconds, (subject, _) =>
        (subject.Observation is { } observation ? observation.EndTime - observation.StartTime : subject.Trace.Summary.Latency)?.TotalSeconds
        ?? throw new EvaluationFailedException("It has not ended: its latency is not known."));

    /// <summary>Metric <c>tokens</c>: input and output tokens of all model calls.</summary>
    /// <param name="budget">The most that passes; no opinion when null.</param>
    public static BudgetEvaluator Tokens(long? budget = null) => new("tokens", "tokens", budget, (_, all) => TokensOf(all));

    /// <summary>Metric <c>steps</c>: how many model calls and tool calls were made.</summary>
    /// <param name="budget">The most that passes; no opinion when null.</param>
    public static BudgetEvaluator Steps(int? budget = null) => new("steps", "steps", budget, (_, all) => all.Count(o => o.Kind is ObservationKind.Generation or ObservationKind.Tool));

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var observations = subject.Trace.Observations.ToArray();
        if (subject.Observation is { } root)
        {
            var inside = ObservationTree.Within(observations, root.Id);
            observations = [.. observations.Where(o => inside.Contains(o.Id))];
        }

        var amount = _measure(subject, observations);
        var estimated = observations.Any(o => o.Usage is { IsEstimated: true } || o.Cost is { Source: CostSource.Estimated });
        var comment = string.Create(CultureInfo.InvariantCulture, $"{amount:0.######} {_unit}{(_budget is { } of ? $" of {of:0.######}" : "")}{(estimated ? ", partly estimated" : "")}.");
        return [EvaluatorScore.Of(Metric, amount, comment, _budget is { } limit ? amount <= limit : null)];
    }

    private static double CostOf(ObservationRecord[] observations)
    {
        var calls = ModelCalls(observations);
        return calls.Find(o => o.Cost is null) is { } unknown
            ? throw new EvaluationFailedException($"The cost of '{unknown.Name}' is not known: there is no price for its model, or it reported no tokens.")
            : (double)calls.Sum(o => o.Cost!.Total);
    }

    private static double TokensOf(ObservationRecord[] observations)
    {
        var calls = ModelCalls(observations);
        return calls.Find(o => o.Usage is null) is { } unknown
            ? throw new EvaluationFailedException($"The tokens of '{unknown.Name}' are not known.")
            : calls.Sum(o => o.Usage!.TotalTokens);
    }

    // A call that failed before it answered used nothing that anybody reported.
    private static List<ObservationRecord> ModelCalls(ObservationRecord[] observations) =>
        [.. observations.Where(o => o.Kind is ObservationKind.Generation or ObservationKind.Embedding && (o.Usage is not null || o.Cost is not null || o.Status is not (ObservationStatus.Failed or ObservationStatus.Cancelled)))];
}
