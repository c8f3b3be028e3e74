using Microsoft.Extensions.AI;

namespace Observability.Evaluation.Online;

/// <summary>How live traffic is judged. Configuration section <c>LlmObservability:OnlineEvaluation</c>.</summary>
public sealed class OnlineEvaluationOptions
{
    /// <summary>The configuration section that hosts bind.</summary>
    public const string SectionName = LlmObservabilityOptions.SectionName + ":OnlineEvaluation";

    private readonly List<OnlineRule> _rules = [];

    /// <summary>How many evaluations run beside each other.</summary>
    /// <value>4; from 1 to 256.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How long after its end something is judged: what belongs to it has arrived by then.</summary>
    /// <value>5 seconds; up to one hour.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an evaluation that fails is begun in all. One that computes its score fails at once: it would fail again.</summary>
    /// <value>3; from 1 to 20.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long the second attempt waits for; each further one waits twice as long, at most an hour.</summary>
    /// <value>10 seconds; above 0 and up to one hour.</value>
    public TimeSpan FirstBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What judges of one project may cost in a day of UTC, in USD. What is left when it is spent waits for the next day.</summary>
    /// <value>10; null for no limit. Only calls whose price is known count, see <see cref="DailyEvaluations"/>.</value>
    public decimal? DailyBudgetUsd { get; set; } = 10;

    /// <summary>How many evaluations that may ask a model one project may have in a day of UTC.</summary>
    /// <value>null: no limit. At least 1.</value>
    public int? DailyEvaluations { get; set; }

    /// <summary>Reaches the model of a judge that was made over the API.</summary>
    /// <value>null: such a judge fails and says so, unless it names no model and <c>UseJudge</c> does.</value>
    public Func<JudgeConnection, IChatClient>? Connect { get; set; }

    /// <summary>The rules written in code.</summary>
    public IReadOnlyList<OnlineRule> Rules => _rules;

    /// <summary>Lets a registered evaluator judge live traffic.</summary>
    /// <param name="evaluator">The name of the evaluator.</param>
    /// <param name="configure">Says what it judges; all traces unless it does.</param>
    /// <example><code>online.Evaluate("helpfulness", rule => { rule.Sampling = 0.1; rule.Filters.Add(Filter.Equal(FilterField.Environment, "production")); });</code></example>
    public OnlineEvaluationOptions Evaluate(string evaluator, Action<OnlineRule>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(evaluator);
        var rule = new OnlineRule(evaluator);
        configure?.Invoke(rule);
        _rules.Add(rule);
        return this;
    }
}
