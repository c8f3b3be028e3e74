namespace Observability.Model;

/// <summary>How much attention an observation deserves.</summary>
public enum ObservationLevel
{
    /// <summary>Nothing special.</summary>
    Default = 0,

    /// <summary>Of interest while debugging.</summary>
    Debug,

    /// <summary>Something is odd.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}
