namespace Observability.AspNetCore.Ingestion;

/// <summary>What became of each event of a batch.</summary>
/// <param name="Successes">Those that are durable now.</param>
/// <param name="Errors">Those that were refused.</param>
internal sealed record IngestionAnswer(IReadOnlyList<IngestionSuccess> Successes, IReadOnlyList<IngestionError> Errors);
