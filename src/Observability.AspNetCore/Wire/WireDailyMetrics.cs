namespace Observability.AspNetCore.Wire;

/// <summary>What happened on one day, in UTC.</summary>
/// <param name="Date">The day, as yyyy-MM-dd.</param>
/// <param name="CountTraces">The traces that began.</param>
/// <param name="CountObservations">The observations that started.</param>
/// <param name="TotalCost">The cost in USD of the model calls with a known one.</param>
/// <param name="Usage">The same by model, those with most observations first.</param>
internal sealed record WireDailyMetrics(string Date, long CountTraces, long CountObservations, double TotalCost, IReadOnlyList<WireModelUsage> Usage);
