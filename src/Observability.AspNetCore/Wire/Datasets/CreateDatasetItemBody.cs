using System.Text.Json;

namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>An item to create, or to change when one with that id is there: what is missing stays as it is.</summary>
internal sealed record CreateDatasetItemBody
{
    /// <summary>The dataset.</summary>
    public string? DatasetName { get; init; }

    /// <summary>Its id, unique in the project; made up unless given.</summary>
    public string? Id { get; init; }

    /// <summary>What goes in.</summary>
    public JsonElement Input { get; init; }

    /// <summary>What should come out.</summary>
    public JsonElement ExpectedOutput { get; init; }

    /// <summary>Anything else.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The trace it is made from.</summary>
    public string? SourceTraceId { get; init; }

    /// <summary>The observation it is made from.</summary>
    public string? SourceObservationId { get; init; }

    /// <summary>ACTIVE or ARCHIVED; a new item is ACTIVE unless given.</summary>
    public string? Status { get; init; }
}
