using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Experiments;

/// <summary>An experiment: a run of a dataset, or of data that a client kept to itself. What it holds depends on the field groups.</summary>
internal sealed record WireExperiment : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Its id; scores of the whole experiment have it as datasetRunId.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is tried.</summary>
    public string? Description { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When its last item was added.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>How many items it has.</summary>
    public required long ItemCount { get; init; }

    /// <summary>The dataset; null for data that a client kept to itself.</summary>
    public string? DatasetId { get; init; }

    /// <summary>Anything else.</summary>
    [FieldGroup(ExperimentFields.Metadata)]
    public JsonPayload Metadata { get; init; }

    /// <summary>The scores of the whole experiment.</summary>
    [FieldGroup(ExperimentFields.Scores)]
    public IReadOnlyList<WireScoreV3>? Scores { get; init; }
}
