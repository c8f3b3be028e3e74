namespace Observability.Storage;

/// <summary>How a measure is summed up.</summary>
/// <remarks>Percentiles interpolate linearly and are exact up to 1,000 values of a group; beyond that they are within 1 % of a value at that rank.</remarks>
public enum Aggregation
{
    /// <summary>The sum.</summary>
    Sum = 0,

    /// <summary>The mean of the rows that have a value.</summary>
    Average,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The median.</summary>
    P50,

    /// <summary>The 75th percentile.</summary>
    P75,

    /// <summary>The 90th percentile.</summary>
    P90,

    /// <summary>The 95th percentile.</summary>
    P95,

    /// <summary>The 99th percentile.</summary>
    P99,
}
