using System.Text.Json.Serialization;

namespace Observability.Evaluation.Statistics;

/// <summary>The mean that people would give to all items, estimated from their few labels and the judge's many scores.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record PredictionPoweredEstimate
{
    /// <summary>The estimate with the judge's help.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>The estimate from people's labels alone.</summary>
    public required Estimate LabelsOnly { get; init; }

    /// <summary>How much weight the judge got: 0 for one that tells nothing, towards 1 for one that scores as people do.</summary>
    public required double Lambda { get; init; }

    /// <summary>The width of the interval as a share of that from labels alone: 0.77 is 23 % narrower.</summary>
    [JsonIgnore]
    public double RelativeWidth => double.IsFinite(LabelsOnly.StandardError) && LabelsOnly.Upper > LabelsOnly.Lower
        ? (Mean.Upper - Mean.Lower) / (LabelsOnly.Upper - LabelsOnly.Lower)
        : 1;

    /// <summary>How many labels alone would give as narrow an interval.</summary>
    [JsonIgnore]
    public double EffectiveLabels => LabelsOnly.Count / (RelativeWidth * RelativeWidth);
}
