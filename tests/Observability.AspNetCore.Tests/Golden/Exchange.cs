using System.Text.Json;

namespace Observability.AspNetCore.Tests.Golden;

/// <summary>What a server of the wire was asked, and what is known of its answer.</summary>
/// <param name="Name">Its name; later exchanges refer to its answer by it.</param>
/// <param name="Request">Method and path below the API.</param>
/// <param name="Status">The status of the answer.</param>
internal sealed record Exchange(string Name, string Request, int Status)
{
    /// <summary>What is sent as the key; a valid one unless said.</summary>
    public string Key { get; init; } = "valid";

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>A body of JSON.</summary>
    public JsonElement Body { get; init; }

    /// <summary>A body that is no JSON.</summary>
    public string? Text { get; init; }

    public Dictionary<string, string> AnswerHeaders { get; init; } = [];

    /// <summary>The shape of the answer; null when <see cref="Says"/> has all of it.</summary>
    public string? Shape { get; init; }

    /// <summary>The whole answer: JSON, or a text that is none.</summary>
    public JsonElement Says { get; init; }

    /// <summary>What some fields of the answer say, by their path: a text; after <c>*</c> only its end.</summary>
    public Dictionary<string, string> Has { get; init; } = [];

    /// <summary>Why the status, the answer or the shape is another than the recorded server's; null where they are the same.</summary>
    public string? Because { get; init; }
}
