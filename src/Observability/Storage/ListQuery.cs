using Observability.Model;

namespace Observability.Storage;

/// <summary>What every list query has.</summary>
public abstract record ListQuery
{
    /// <summary>The most items a page may have.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The project to look in.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>Only items at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only items before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>The number of items on a page.</summary>
    /// <value>50; from 1 to <see cref="MaxLimit"/>.</value>
    public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many items to skip, for page-number APIs; a cursor is faster.</summary>
    public int Offset { get; init; }

    /// <summary>Whether to count all matches; costs a scan of the range.</summary>
    public bool IncludeTotal { get; init; }
}
