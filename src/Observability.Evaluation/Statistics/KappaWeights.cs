namespace Observability.Evaluation.Statistics;

/// <summary>How much a disagreement between two ratings counts, by their distance.</summary>
public enum KappaWeights
{
    /// <summary>By the square of the distance: being off by two counts four times being off by one.</summary>
    Quadratic,

    /// <summary>By the distance.</summary>
    Linear,
}
