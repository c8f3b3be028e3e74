using Observability.Model;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>An observation on its way into a lean block: its payloads are elsewhere, under one part.</summary>
/// <param name="Record">The observation; its payloads are not looked at.</param>
/// <param name="Payload">The part that holds its payloads; 0 when it has none.</param>
internal sealed record LeanRow(ObservationRecord Record, long Payload);
