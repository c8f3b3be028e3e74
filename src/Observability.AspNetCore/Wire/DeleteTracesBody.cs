namespace Observability.AspNetCore.Wire;

/// <summary>Which traces to erase.</summary>
internal sealed record DeleteTracesBody
{
    /// <summary>Their ids, from 1 to 1,000.</summary>
    public IReadOnlyList<string>? TraceIds { get; init; }
}
