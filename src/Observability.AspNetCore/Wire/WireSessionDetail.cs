namespace Observability.AspNetCore.Wire;

/// <summary>A session with its traces.</summary>
internal sealed record WireSessionDetail : WireSession
{
    /// <summary>Its traces in order of time, with input and output; at most 1,000 (list traces by session for more).</summary>
    public required IEnumerable<WireTraceListItem> Traces { get; init; }
}
