using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Experiments;

/// <summary>What an experiment did with one item. What it holds depends on the field groups.</summary>
internal sealed record WireExperimentItem : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The observation of it.</summary>
    public required string Id { get; init; }

    /// <summary>The trace of it.</summary>
    public required string TraceId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>DEBUG, DEFAULT, WARNING or ERROR.</summary>
    public required string Level { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The name of the experiment.</summary>
    public required string ExperimentName { get; init; }

    /// <summary>The item.</summary>
    public required string ExperimentItemId { get; init; }

    /// <summary>The dataset.</summary>
    [FieldGroup(ExperimentFields.Dataset)]
    public string? ExperimentDatasetId { get; init; }

    /// <summary>The instant whose version of the item was run.</summary>
    [FieldGroup(ExperimentFields.Dataset)]
    public DateTimeOffset? ExperimentItemVersion { get; init; }

    /// <summary>What went in.</summary>
    [FieldGroup(ExperimentFields.Io)]
    public JsonPayload Input { get; init; }

    /// <summary>What came out.</summary>
    [FieldGroup(ExperimentFields.Io)]
    public JsonPayload Output { get; init; }

    /// <summary>What should have come out.</summary>
    [FieldGroup(ExperimentFields.Io)]
    public JsonPayload ExpectedOutput { get; init; }

    /// <summary>The metadata of the observation.</summary>
    [FieldGroup(ExperimentFields.Metadata)]
    public JsonPayload Metadata { get; init; }

    /// <summary>The metadata of the item.</summary>
    [FieldGroup(ExperimentFields.ItemMetadata)]
    public JsonPayload ExperimentItemMetadata { get; init; }

    /// <summary>The metadata of the experiment.</summary>
    [FieldGroup(ExperimentFields.ExperimentMetadata)]
    public JsonPayload ExperimentMetadata { get; init; }

    /// <summary>What the experiment tries.</summary>
    [FieldGroup(ExperimentFields.ExperimentMetadata)]
    public string? ExperimentDescription { get; init; }

    /// <summary>The scores of the trace and its observations.</summary>
    [FieldGroup(ExperimentFields.Scores)]
    public IReadOnlyList<WireScoreV3>? Scores { get; init; }
}
