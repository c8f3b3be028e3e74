namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>What must not get worse.</summary>
internal sealed record WireRolloutGuard
{
    /// <summary>ERROR_RATE, LATENCY, COST or SCORE.</summary>
    public string? Measure { get; init; }

    /// <summary>How much worse, in units of the measure (seconds, USD), is put up with; 0 unless given.</summary>
    public double Tolerance { get; init; }

    /// <summary>The name of the score, for SCORE.</summary>
    public string? ScoreName { get; init; }

    /// <summary>The size of one unit of the score: 1 for scores between 0 and 1, 4 for a scale from 1 to 5; 1 unless given.</summary>
    public double? Scale { get; init; }

    /// <summary>Whether less is better, for SCORE; false unless given.</summary>
    public bool? IsLowerBetter { get; init; }
}
