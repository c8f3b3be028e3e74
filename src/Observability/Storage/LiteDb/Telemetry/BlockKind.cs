namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>What a block cache holds.</summary>
internal enum BlockKind
{
    Lean = 0,
    Part,
    Bloom,
}
