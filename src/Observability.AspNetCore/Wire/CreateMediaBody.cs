namespace Observability.AspNetCore.Wire;

/// <summary>Media to upload: of a trace, an observation of it or a dataset item.</summary>
internal sealed record CreateMediaBody
{
    /// <summary>The trace that refers to it.</summary>
    public string? TraceId { get; init; }

    /// <summary>The observation of the trace that refers to it.</summary>
    public string? ObservationId { get; init; }

    /// <summary>The dataset of the item that refers to it.</summary>
    public string? DatasetId { get; init; }

    /// <summary>The dataset item that refers to it.</summary>
    public string? DatasetItemId { get; init; }

    /// <summary>Its media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The SHA-256 of its content in base64.</summary>
    public string? Sha256Hash { get; init; }

    /// <summary>The field that refers to it: input, output or metadata; of a dataset item input, expectedOutput or metadata.</summary>
    public string? Field { get; init; }
}
