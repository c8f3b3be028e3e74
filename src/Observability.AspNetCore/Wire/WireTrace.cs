using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>What every form of a trace has.</summary>
internal abstract record WireTrace
{
    /// <summary>Its id.</summary>
    [JsonPropertyOrder(-10)]
    public required string Id { get; init; }

    /// <summary>The project it belongs to.</summary>
    [JsonPropertyOrder(-10)]
    public required string ProjectId { get; init; }

    /// <summary>Its name; null when neither it nor its root has one.</summary>
    [JsonPropertyOrder(-10)]
    public required string? Name { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyOrder(-10)]
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The environment.</summary>
    [JsonPropertyOrder(-10)]
    public required string Environment { get; init; }

    /// <summary>Its tags.</summary>
    [JsonPropertyOrder(-10)]
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether somebody marked it.</summary>
    [JsonPropertyOrder(-10)]
    public required bool Bookmarked { get; init; }

    /// <summary>The release of the application.</summary>
    [JsonPropertyOrder(-10)]
    public required string? Release { get; init; }

    /// <summary>The version of the component.</summary>
    [JsonPropertyOrder(-10)]
    public required string? Version { get; init; }

    /// <summary>The end user.</summary>
    [JsonPropertyOrder(-10)]
    public required string? UserId { get; init; }

    /// <summary>The session.</summary>
    [JsonPropertyOrder(-10)]
    public required string? SessionId { get; init; }

    /// <summary>Whether anyone with the link may read it.</summary>
    [JsonPropertyOrder(-10)]
    public required bool Public { get; init; }

    /// <summary>What went in; null without the field group io.</summary>
    [JsonPropertyOrder(-10)]
    public required JsonPayload Input { get; init; }

    /// <summary>What came out; null without the field group io.</summary>
    [JsonPropertyOrder(-10)]
    public required JsonPayload Output { get; init; }

    /// <summary>Anything else; empty without the field group io.</summary>
    [JsonPropertyOrder(-10)]
    public required JsonPayload Metadata { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyOrder(-10)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last observation ended.</summary>
    [JsonPropertyOrder(-10)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Always null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The cost in USD of the model calls with a known price; null when none has one, 0 when there was no call, -1 without the field group metrics.</summary>
    public required decimal? TotalCost { get; init; }

    /// <summary>The seconds from the first start to the last end; null when nothing has ended, -1 without the field group metrics.</summary>
    public required double? Latency { get; init; }

    /// <summary>The path of its page, below the address the API is mounted at.</summary>
    public required string HtmlPath { get; init; }

    /// <summary>Ours: the first start of an observation.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Ours: the last end of an observation; null when none has ended.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>Ours: the worst level of its observations.</summary>
    public required string Level { get; init; }

    /// <summary>Ours: how many observations it has.</summary>
    public required int ObservationCount { get; init; }

    /// <summary>Ours: how many of them failed.</summary>
    public required int ErrorCount { get; init; }

    /// <summary>Ours: input tokens of all model calls.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Ours: output tokens of all model calls.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Ours: all tokens of all model calls.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>Ours: whether some tokens or costs are estimates.</summary>
    public required bool UsageEstimated { get; init; }

    /// <summary>Ours: the models that answered, in order of name.</summary>
    public required IReadOnlyList<string> Models { get; init; }
}
