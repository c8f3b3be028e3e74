namespace Observability.Storage;

/// <summary>A measure and how to aggregate it.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Aggregation">How it is summed up.</param>
public readonly record struct Metric(Measure Measure, Aggregation Aggregation)
{
    /// <summary>The number of rows.</summary>
    public static Metric Count { get; } = new(Measure.Count, Aggregation.Sum);
}
