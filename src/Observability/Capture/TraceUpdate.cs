using Observability.Model;

namespace Observability.Capture;

/// <summary>What was said about a trace, with metadata not yet serialised.</summary>
internal sealed record TraceUpdate(TraceRecord Record, IReadOnlyDictionary<string, object?>? Metadata);
