namespace Observability.Pipeline;

/// <summary>One entry of the queue.</summary>
/// <param name="Value">An ended scope, a trace update, a score, an <see cref="Model.ObservationRecord"/> or a <see cref="Submission"/>.</param>
/// <param name="Records">How many records it counts for.</param>
/// <param name="Bytes">About how much memory it keeps alive.</param>
/// <param name="IsAwaited">Whether somebody waits until it is written: then no time is spent on waiting for a fuller batch.</param>
internal readonly record struct QueuedItem(object Value, int Records, long Bytes, bool IsAwaited = false);
