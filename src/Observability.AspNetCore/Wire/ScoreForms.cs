using System.Collections.Frozen;

namespace Observability.AspNetCore.Wire;

/// <summary>The first and the second form of a score on the wire: the first knows only scores of traces.</summary>
internal static class ScoreForms
{
    /// <summary>The group of what only the second form has.</summary>
    public const string V2Only = "v2";

    public static readonly IReadOnlySet<string> V1 = FrozenSet<string>.Empty;

    public static readonly IReadOnlySet<string> V2 = new[] { V2Only }.ToFrozenSet();
}
