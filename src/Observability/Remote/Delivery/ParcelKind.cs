namespace Observability.Remote.Delivery;

/// <summary>What a parcel holds, and so where it goes. The numbers are in files: never change them.</summary>
internal enum ParcelKind
{
    /// <summary>OTLP spans.</summary>
    Spans = 1,

    /// <summary>Events of the ingestion API.</summary>
    Events = 2,

    /// <summary>Media, and where they are shown.</summary>
    Media = 3,
}
