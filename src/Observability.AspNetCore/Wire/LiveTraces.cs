namespace Observability.AspNetCore.Wire;

/// <summary>What a live event carries.</summary>
/// <param name="Data">The new or changed traces, newest first; empty in events of another type than traces.</param>
internal sealed record LiveTraces(IReadOnlyList<WireTraceListItem> Data)
{
    public static LiveTraces None { get; } = new([]);
}
