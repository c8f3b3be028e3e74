namespace Observability.Storage;

/// <summary>Selects sessions that had a trace in the range.</summary>
public sealed record SessionQuery : ListQuery;
