namespace Observability.Evaluation.Statistics;

/// <summary>What the values of a rating mean, and so how far apart two of them are.</summary>
public enum MeasurementLevel
{
    /// <summary>Names without order: two values are the same or not.</summary>
    Nominal,

    /// <summary>An order whose steps may be unequal: values are as far apart as the ratings between them are many.</summary>
    Ordinal,

    /// <summary>Numbers on a scale with equal steps: values are as far apart as their difference.</summary>
    Interval,
}
