using Observability.Pipeline;

namespace Observability.Capture;

/// <summary>A payload taken on the caller's thread that is written as JSON later, on the pipeline's.</summary>
/// <remarks>
/// What it holds must not change after capture: snapshot lists, convert user objects. Strings, bytes and other immutable
/// values may be held as they are.
/// </remarks>
public interface ICapturedPayload
{
    /// <summary>Roughly how many bytes it keeps alive: what the queue's bound counts.</summary>
    long EstimatedBytes { get; }

    /// <summary>Writes exactly one JSON value. May throw: the pipeline records the failure in place of the value.</summary>
    void WriteTo(PayloadWriter writer);
}
