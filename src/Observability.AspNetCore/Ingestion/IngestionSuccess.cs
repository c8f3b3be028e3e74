namespace Observability.AspNetCore.Ingestion;

/// <summary>An event that was taken.</summary>
/// <param name="Id">The id of the event.</param>
/// <param name="Status">Always 201.</param>
internal sealed record IngestionSuccess(string Id, int Status = 201);
