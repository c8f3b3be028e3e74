namespace Observability.Capture;

/// <summary>What a root observation takes its trace id from.</summary>
public enum TraceRootMode
{
    /// <summary>The current <see cref="System.Diagnostics.Activity"/> when there is one, so that traces join with the application's telemetry.</summary>
    FollowActivity = 0,

    /// <summary>Always a new trace: for hosts whose ambient activity lives long (Blazor circuits, background services).</summary>
    NewTracePerRoot,
}
