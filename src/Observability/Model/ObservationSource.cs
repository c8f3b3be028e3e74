namespace Observability.Model;

/// <summary>Which door an observation came through.</summary>
public enum ObservationSource
{
    /// <summary>Captured in this process.</summary>
    Capture = 0,

    /// <summary>Received over OTLP.</summary>
    Otlp,

    /// <summary>Received over the ingestion API.</summary>
    Ingestion,
}
