namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt to make: the next one of its name, or the first.</summary>
internal sealed record CreatePromptBody
{
    /// <summary>The name of the prompt, at most 255 characters; slashes make folders.</summary>
    public string? Name { get; init; }

    /// <summary>text or chat; text unless given. All versions of a name have the same.</summary>
    public string? Type { get; init; }

    /// <summary>A text, or for a chat prompt an array of <c>{role, content}</c> and <c>{type: "placeholder", name}</c>.</summary>
    public JsonPayload Prompt { get; init; }

    /// <summary>Anything that belongs to the version; an empty object unless given.</summary>
    public JsonPayload Config { get; init; }

    /// <summary>The labels that move to it.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The tags of the prompt; as before unless given.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Why it is made, at most 500 characters.</summary>
    public string? CommitMessage { get; init; }

    /// <summary>Whether it gets the label production: the older form of the wire.</summary>
    public bool? IsActive { get; init; }
}
