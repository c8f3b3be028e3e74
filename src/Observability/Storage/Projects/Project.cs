using Observability.Model;

namespace Observability.Storage.Projects;

/// <summary>A project: what keys belong to and data are separated by.</summary>
internal sealed record Project
{
    /// <summary>The most characters of an id or a name.</summary>
    public const int MaxLength = 60;

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The organization it belongs to. One server has one today.</summary>
    public required Organization Organization { get; init; }

    /// <summary>Anything the client said about it, as JSON; null for nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>How many days its telemetry is kept; null for as long as the store keeps it.</summary>
    public int? RetentionDays { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its deletion began. From then on it has no keys, and its data go.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public ProjectId ProjectId() => new(Id);
}
