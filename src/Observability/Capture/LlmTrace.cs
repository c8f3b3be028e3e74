namespace Observability.Capture;

/// <summary>Ambient access to the trace and observation that run now.</summary>
public static class LlmTrace
{
    private static readonly AsyncLocal<TraceAttributes?> AmbientAttributes = new();

    /// <summary>The trace of the current asynchronous flow; null when none runs.</summary>
    public static TraceScope? Current => AmbientScope.Current?.Trace;

    /// <summary>The innermost observation of the current asynchronous flow; null when none runs.</summary>
    public static ObservationScope? CurrentObservation => AmbientScope.Current;

    internal static TraceAttributes? Attributes => AmbientAttributes.Value;

    /// <summary>Says something about the current trace, or, when none runs, about every trace that begins before the result is disposed.</summary>
    /// <example><code>using (LlmTrace.BeginAttributes(new() { UserId = user.Id, SessionId = chat.Id })) { await agent.RunAsync(…); }</code></example>
    public static IDisposable BeginAttributes(TraceAttributes attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var previous = AmbientAttributes.Value;
        AmbientAttributes.Value = attributes;
        Current?.Apply(attributes);
        return new AttributesReset(previous);
    }

    private sealed class AttributesReset(TraceAttributes? previous) : IDisposable
    {
        public void Dispose() => AmbientAttributes.Value = previous;
    }
}
