using Microsoft.Extensions.AI.Evaluation;
using Observability.Model;

namespace Observability.Evaluation.Judging.Auditing;

/// <summary>How a judge is audited.</summary>
public sealed class JudgeAuditOptions
{
    /// <summary>The model to ask.</summary>
    /// <value>The one the evaluator was registered with.</value>
    public ChatConfiguration? ChatConfiguration { get; set; }

    /// <summary>The metric that is audited.</summary>
    /// <value>The evaluator's first.</value>
    public string? Metric { get; set; }

    /// <summary>How often each item is judged, at least 1; consistency needs 2.</summary>
    /// <value>3.</value>
    public int Repetitions { get; set; } = 3;

    /// <summary>How many judgements run at once, at least 1.</summary>
    /// <value>4.</value>
    public int MaxParallelism { get; set; } = 4;

    /// <summary>The confidence level of every interval, above 0 and below 1.</summary>
    /// <value>0.95.</value>
    public double Level { get; set; } = 0.95;

    /// <summary>The label of a value: two values with one label agree.</summary>
    /// <value>The word or boolean itself; of a number the nearest quarter, the steps of a rating of 1 to 5.</value>
    public Func<ScoreValue, string> Label { get; set; } = NearestQuarter;

    private static string NearestQuarter(ScoreValue value) => value.Type switch
    {
        ScoreValueType.Numeric => (Math.Round(value.Number * 4, MidpointRounding.AwayFromZero) / 4).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ScoreValueType.Boolean => value.Number != 0 ? "true" : "false",
        _ => value.Text!,
    };
}
