namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A run with all that it did.</summary>
internal sealed record WireDatasetRunWithItems : WireDatasetRun
{
    /// <summary>What it did, newest first.</summary>
    public required IReadOnlyList<WireDatasetRunItem> DatasetRunItems { get; init; }
}
