namespace Observability.AspNetCore.Wire;

/// <summary>One trace with its observations and scores.</summary>
internal sealed record WireTraceDetail : WireTrace
{
    /// <summary>Its scores and those of its observations; empty without the field group scores.</summary>
    public required IReadOnlyList<WireScore> Scores { get; init; }

    /// <summary>Its observations in order of start; empty without the field group observations.</summary>
    public required IEnumerable<WireObservation> Observations { get; init; }
}
