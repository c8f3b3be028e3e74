namespace Observability.Remote.Delivery;

/// <summary>One thing of a parcel, encoded: a span, an event, a media object.</summary>
/// <param name="Bytes">The encoded form.</param>
/// <param name="Records">How many records it counts for: a span may carry what was said about its trace, media count for none.</param>
internal readonly record struct ParcelItem(ReadOnlyMemory<byte> Bytes, int Records);
