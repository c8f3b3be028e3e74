namespace Observability.AspNetCore.Wire;

/// <summary>The field groups of traces.</summary>
internal static class TraceFields
{
    public const string Core = "core";
    public const string Io = "io";
    public const string Scores = "scores";
    public const string Observations = "observations";
    public const string Metrics = "metrics";

    public static readonly IReadOnlyList<string> All = [Core, Io, Scores, Observations, Metrics];
}
