namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>A part block to write.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bytes">The sealed block.</param>
/// <param name="Bloom">The sealed filter over its words; empty when it has none.</param>
internal sealed record PartBlockChange(long Number, byte[] Bytes, byte[] Bloom);
