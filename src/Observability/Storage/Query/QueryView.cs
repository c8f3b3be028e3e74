namespace Observability.Storage.Query;

/// <summary>What the rows of a query are; it decides which fields they have.</summary>
internal enum QueryView
{
    Traces = 0,
    Observations,
    Scores,
}
