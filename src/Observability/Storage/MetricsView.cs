namespace Observability.Storage;

/// <summary>What a metrics query counts.</summary>
public enum MetricsView
{
    /// <summary>Observations.</summary>
    Observations = 0,

    /// <summary>Traces.</summary>
    Traces,

    /// <summary>Numeric and boolean scores.</summary>
    NumericScores,

    /// <summary>Categorical scores.</summary>
    CategoricalScores,
}
