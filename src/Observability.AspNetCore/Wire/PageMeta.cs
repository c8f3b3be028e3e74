using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>Which part of a list an answer is.</summary>
internal sealed record PageMeta
{
    /// <summary>The page, from 1; missing when the list was asked for by cursor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    /// <summary>The most items the page could have.</summary>
    public required int Limit { get; init; }

    /// <summary>How many items match; missing when the list was asked for by cursor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TotalItems { get; init; }

    /// <summary>How many pages there are; missing when the list was asked for by cursor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TotalPages { get; init; }

    /// <summary>Ours: give it back as <c>cursor</c> to get what follows; missing on the last page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cursor { get; init; }
}
