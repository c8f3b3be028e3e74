namespace Observability.AspNetCore.Query;

/// <summary>Endpoint metadata: the query parameters the endpoint reads, for the API's description.</summary>
internal sealed record ApiParameters(IReadOnlyList<QueryParameter> Parameters);
