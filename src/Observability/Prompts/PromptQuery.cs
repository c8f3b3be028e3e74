using Observability.Storage;

namespace Observability.Prompts;

/// <summary>Selects prompts, in the order of their names.</summary>
public sealed record PromptQuery
{
    /// <summary>Only this one.</summary>
    public PromptName? Name { get; init; }

    /// <summary>Only those with this label; of each then only the version that has it.</summary>
    public PromptLabel? Label { get; init; }

    /// <summary>Only those with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only those in this folder and below.</summary>
    public string? Folder { get; init; }

    /// <summary>Only those changed at or after this instant.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Only those changed before this instant.</summary>
    public DateTimeOffset? UpdatedTo { get; init; }

    /// <summary>The number of prompts on a page.</summary>
    /// <value>50; from 1 to <see cref="ListQuery.MaxLimit"/>.</value>
    public int Limit { get; init; } = 50;

    /// <summary>How many to skip.</summary>
    public int Offset { get; init; }

    /// <summary>Whether to count all that match.</summary>
    public bool IncludeTotal { get; init; }
}
