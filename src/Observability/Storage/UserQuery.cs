namespace Observability.Storage;

/// <summary>Selects users that had a trace in the range.</summary>
public sealed record UserQuery : ListQuery;
