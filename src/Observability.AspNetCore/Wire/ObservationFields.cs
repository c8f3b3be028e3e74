namespace Observability.AspNetCore.Wire;

/// <summary>What an answer of observations in the second form holds, and how.</summary>
/// <param name="Groups">The field groups.</param>
/// <param name="IoForm">How input and output are written.</param>
/// <param name="ExpandMetadata">The metadata keys whose values are not cut.</param>
internal sealed record ObservationFields(IReadOnlySet<string> Groups, JsonPayloadForm IoForm, IReadOnlySet<string> ExpandMetadata)
{
    public const string Core = "core";
    public const string Basic = "basic";
    public const string Time = "time";
    public const string Io = "io";
    public const string Metadata = "metadata";
    public const string Model = "model";
    public const string Usage = "usage";
    public const string Prompt = "prompt";
    public const string Metrics = "metrics";
    public const string TraceContext = "trace_context";

    public static readonly IReadOnlyList<string> All = [Core, Basic, Time, Io, Metadata, Model, Usage, Prompt, Metrics, TraceContext];

    public static readonly IReadOnlyList<string> Defaults = [Core, Basic];
}
