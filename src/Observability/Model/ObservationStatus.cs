namespace Observability.Model;

/// <summary>How an observation ended.</summary>
public enum ObservationStatus
{
    /// <summary>It completed.</summary>
    Completed = 0,

    /// <summary>It threw an exception; <see cref="ObservationRecord.StatusMessage"/> and <see cref="ObservationRecord.ErrorType"/> say which.</summary>
    Failed,

    /// <summary>It was cancelled by its caller. Not an error.</summary>
    Cancelled,

    /// <summary>Its consumer stopped reading the stream before the end; usage is estimated.</summary>
    Abandoned,

    /// <summary>Nobody ended it within the limit; what was known then is kept.</summary>
    Incomplete,
}
