using System.Text.Json;

namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>What a run did with an item. The run is created with its first item; repeating the same changes nothing.</summary>
internal sealed record CreateDatasetRunItemBody
{
    /// <summary>The name of the run.</summary>
    public string? RunName { get; init; }

    /// <summary>What the run tries.</summary>
    public string? RunDescription { get; init; }

    /// <summary>Anything else about the run.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The item.</summary>
    public string? DatasetItemId { get; init; }

    /// <summary>The observation; with it the trace need not be named.</summary>
    public string? ObservationId { get; init; }

    /// <summary>The trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>The instant whose version of the item was run; now unless given.</summary>
    public DateTimeOffset? DatasetVersion { get; init; }

    /// <summary>When it was run; now unless given.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
