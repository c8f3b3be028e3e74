using System.Globalization;
using System.Text.Json.Serialization;

namespace Observability.Evaluation.Statistics;

/// <summary>The comparison of a candidate with a baseline: by how much the mean (or pass rate) differs, and what this data could have shown.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record MeanDifference
{
    /// <summary>The power that <see cref="MinimumDetectableEffect"/> and <see cref="RequiredCount"/> stand for.</summary>
    public const double Power = 0.8;

    /// <summary>The mean of the baseline.</summary>
    public required double Baseline { get; init; }

    /// <summary>The mean of the candidate.</summary>
    public required double Candidate { get; init; }

    /// <summary>Candidate minus baseline, with its interval.</summary>
    public required Estimate Difference { get; init; }

    /// <summary>The two-sided probability of a difference at least this large between equal systems.</summary>
    public required double PValue { get; init; }

    /// <summary>The test behind <see cref="PValue"/>.</summary>
    public required string Test { get; init; }

    /// <summary>The smallest true difference that a comparison like this one finds in 80 % of cases; infinite when it could find none.</summary>
    public required double MinimumDetectableEffect { get; init; }

    /// <summary>
    /// How many items (per run) find a true difference as large as the one seen in 80 % of cases; null when there is no difference or no spread to reckon with.
    /// </summary>
    public required int? RequiredCount { get; init; }

    /// <summary>Whether the p-value is at most one minus the interval's level.</summary>
    [JsonIgnore]
    public bool IsSignificant => PValue <= 1 - Difference.Level;

    /// <summary>The comparison in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Baseline:0.####} -> {Candidate:0.####}: {Difference.Value:+0.####;-0.####;0} [{Difference.Lower:+0.####;-0.####;0}, {Difference.Upper:+0.####;-0.####;0}], p = {PValue:0.####} ({Test}, n = {Difference.Count}; detects {MinimumDetectableEffect:0.####}{(RequiredCount is { } n ? $"; this difference needs n = {n}" : "")})");
}
