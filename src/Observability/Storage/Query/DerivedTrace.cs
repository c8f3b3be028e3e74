using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>A trace's summary and what filters on traces look at beyond it.</summary>
internal sealed record DerivedTrace
{
    public required TraceSummary Summary { get; init; }

    /// <summary>The kinds of its observations, bit n for the enum value n.</summary>
    public ulong Kinds { get; init; }

    /// <summary>The statuses of its observations, likewise.</summary>
    public ulong Statuses { get; init; }

    /// <summary>The providers of its model calls, in ordinal order.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The registry prompts it used, in ordinal order.</summary>
    public IReadOnlyList<string> PromptNames { get; init; } = [];
}
