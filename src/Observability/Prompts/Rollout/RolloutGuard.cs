namespace Observability.Prompts.Rollout;

/// <summary>What must not get worse while a version is rolled out.</summary>
/// <param name="Measure">What is watched.</param>
/// <param name="Tolerance">How much worse, in units of the measure, is put up with; 0 or more.</param>
/// <param name="ScoreName">The name of the score, for scores.</param>
/// <param name="Scale">The size of one unit of a score, above 0: 1 for scores between 0 and 1, 4 for a scale from 1 to 5.</param>
/// <param name="IsLowerBetter">Whether less is better: always so for all but scores.</param>
public sealed record RolloutGuard(RolloutMeasure Measure, double Tolerance = 0, string? ScoreName = null, double? Scale = null, bool IsLowerBetter = true)
{
    /// <summary>What it is called in decisions, e.g. <c>latency</c> or <c>score helpful</c>.</summary>
    public string Name => Measure switch
    {
        RolloutMeasure.ErrorRate => "error rate",
        RolloutMeasure.Latency => "latency",
        RolloutMeasure.Cost => "cost",
        _ => $"score {ScoreName}",
    };

    /// <summary>Guards the share of calls that fail.</summary>
    public static RolloutGuard ErrorRate(double tolerance = 0) => new(RolloutMeasure.ErrorRate, tolerance, Scale: 1);

    /// <summary>Guards the mean duration, with a tolerance in seconds.</summary>
    public static RolloutGuard Latency(double tolerance = 0) => new(RolloutMeasure.Latency, tolerance);

    /// <summary>Guards the mean cost, with a tolerance in USD a call.</summary>
    public static RolloutGuard Cost(double tolerance = 0) => new(RolloutMeasure.Cost, tolerance);

    /// <summary>Guards the mean of a score.</summary>
    /// <param name="name">The name of the score.</param>
    /// <param name="tolerance">How much worse is put up with.</param>
    /// <param name="scale">The size of one unit: 1 for scores between 0 and 1, 4 for a scale from 1 to 5.</param>
    /// <param name="isLowerBetter">Whether less is better.</param>
    public static RolloutGuard Score(string name, double tolerance = 0, double scale = 1, bool isLowerBetter = false) => new(RolloutMeasure.Score, tolerance, name, scale, isLowerBetter);

    internal string? Fault => this switch
    {
        { Tolerance: var tolerance } when !(tolerance >= 0 && double.IsFinite(tolerance)) => $"The tolerance of the guard of {Name} is {tolerance}. It must be 0 or more.",
        { Measure: RolloutMeasure.Score, ScoreName: null or "" } => "The guard of a score names no score.",
        { Scale: { } scale } when !(scale > 0 && double.IsFinite(scale)) => $"The scale of the guard of {Name} is {scale}. It must be above 0.",
        _ => null,
    };
}
