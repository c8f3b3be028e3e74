using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt.</summary>
internal record WirePrompt
{
    /// <summary>The id of the version.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was made or its labels changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>A text, or for a chat prompt an array of <c>{role, content}</c> and <c>{type: "placeholder", name}</c>.</summary>
    public required JsonPayload Prompt { get; init; }

    /// <summary>The name of the prompt; slashes make folders.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>text or chat.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it has the label production; null in answers to changes.</summary>
    public required bool? IsActive { get; init; }

    /// <summary>Anything that belongs to the version.</summary>
    public required JsonPayload Config { get; init; }

    /// <summary>The tags of the prompt.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The labels that point to it.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Why it was made.</summary>
    public required string? CommitMessage { get; init; }
}
