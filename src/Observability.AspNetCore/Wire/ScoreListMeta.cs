using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>Which part of a list of scores an answer is.</summary>
internal sealed record ScoreListMeta
{
    /// <summary>The most scores the page could have.</summary>
    public required int Limit { get; init; }

    /// <summary>Give it back as <c>cursor</c> to get what follows; missing on the last page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cursor { get; init; }
}
