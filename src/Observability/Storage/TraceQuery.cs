namespace Observability.Storage;

/// <summary>Selects traces by the time they began.</summary>
public sealed record TraceQuery : ListQuery
{
    /// <summary>Words that must all occur in the input or output of one of the trace's observations.</summary>
    public string? Search { get; init; }

    /// <summary>The order of the list.</summary>
    /// <value>Newest first.</value>
    public SortOrder Order { get; init; } = SortOrder.NewestFirst;

    /// <summary>Which payloads of the trace to return.</summary>
    public PayloadSelection Payloads { get; init; }
}
