namespace Observability.Storage;

/// <summary>Selects scores by their timestamp.</summary>
public sealed record ScoreQuery : ListQuery;
