using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>Where a list by cursor goes on.</summary>
internal sealed record CursorMeta
{
    /// <summary>Give it back as <c>cursor</c> to get what follows; missing on the last page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cursor { get; init; }
}
