namespace Observability.Storage;

/// <summary>The width of a time bucket; buckets begin at UTC boundaries, weeks on Monday.</summary>
public enum TimeGranularity
{
    /// <summary>A minute.</summary>
    Minute = 0,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A week.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,
}
