namespace Observability.Capture.Streams;

/// <summary>A stream that has begun and not ended.</summary>
internal interface ILiveStream
{
    /// <summary>The timestamp of its last step.</summary>
    long LastStep { get; }

    /// <summary>Gives its observation up as incomplete.</summary>
    void EndAsIncomplete();
}
