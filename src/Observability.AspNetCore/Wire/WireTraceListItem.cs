namespace Observability.AspNetCore.Wire;

/// <summary>A trace in a list.</summary>
internal sealed record WireTraceListItem : WireTrace
{
    /// <summary>The ids of its observations; empty without the field group observations.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>The ids of its scores; empty without the field group scores.</summary>
    public required IReadOnlyList<string> Scores { get; init; }
}
