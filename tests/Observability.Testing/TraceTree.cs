using Observability.Model;

namespace Observability.Testing;

/// <summary>Draws traces as text, e.g. <c>fn(render, loop(gen, tool, tool!, gen))</c>, so that a test can state a whole tree.</summary>
/// <remarks>
/// Labels: generation = gen, the tool loop = loop (a chain named <c>orchestrate_tools</c>), any other chain = fn, a span named
/// <c>render</c> = render, else the kind. A suffix says how it ended: ! failed, ~ cancelled, ? abandoned, … incomplete.
/// </remarks>
public static class TraceTree
{
    /// <summary>Draws each trace, in order of its first start.</summary>
    public static IReadOnlyList<string> Draw(IEnumerable<ObservationRecord> observations) =>
        [.. observations.GroupBy(o => o.TraceId).OrderBy(g => g.Min(o => o.StartTime)).Select(DrawTrace)];

    private static string DrawTrace(IEnumerable<ObservationRecord> trace)
    {
        var all = trace.OrderBy(o => o.StartTime).ToList();
        var ids = all.Select(o => o.Id).ToHashSet();
        var children = all.ToLookup(o => o.ParentId is { } parent && ids.Contains(parent) ? parent : default);
        return string.Join(", ", children[default].Select(root => DrawNode(root, children)));
    }

    private static string DrawNode(ObservationRecord node, ILookup<ObservationId, ObservationRecord> children)
    {
        var inner = string.Join(", ", children[node.Id].Select(child => DrawNode(child, children)));
        return Label(node) + Suffix(node.Status) + (inner.Length == 0 ? "" : $"({inner})");
    }

    private static string Label(ObservationRecord node) => node switch
    {
        { Kind: ObservationKind.Generation } => "gen",
        { Kind: ObservationKind.Chain, Name: "orchestrate_tools" } => "loop",
        { Kind: ObservationKind.Chain } => "fn",
        { Kind: ObservationKind.Span, Name: "render" } => "render",
        _ => node.Kind.ToString().ToLowerInvariant(),
    };

    private static string Suffix(ObservationStatus status) => status switch
    {
        ObservationStatus.Failed => "!",
        ObservationStatus.Cancelled => "~",
        ObservationStatus.Abandoned => "?",
        ObservationStatus.Incomplete => "…",
        _ => "",
    };
}
