namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A dataset in the older form: with all of its active items.</summary>
internal sealed record WireDatasetWithItems : WireDataset
{
    /// <summary>Its active items, newest first.</summary>
    public required IReadOnlyList<WireDatasetItem> Items { get; init; }

    /// <summary>The names of its newest runs, at most 1,000.</summary>
    public required IReadOnlyList<string> Runs { get; init; }
}
