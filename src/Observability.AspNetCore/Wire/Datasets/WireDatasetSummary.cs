namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A dataset in the older list: with what it holds by name.</summary>
internal sealed record WireDatasetSummary : WireDataset
{
    /// <summary>The ids of its newest items, at most 1,000.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The names of its newest runs, at most 1,000.</summary>
    public required IReadOnlyList<string> Runs { get; init; }
}
