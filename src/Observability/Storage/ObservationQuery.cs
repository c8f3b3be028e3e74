namespace Observability.Storage;

/// <summary>Selects observations by the time they started.</summary>
public sealed record ObservationQuery : ListQuery
{
    /// <summary>Words that must all occur in the input or output.</summary>
    public string? Search { get; init; }

    /// <summary>The order of the list.</summary>
    /// <value>Newest first.</value>
    public SortOrder Order { get; init; } = SortOrder.NewestFirst;

    /// <summary>Which payloads to return.</summary>
    public PayloadSelection Payloads { get; init; }
}
