using LiteDB;
using Observability.Model;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>What one transaction changes in a telemetry file. Removals come first.</summary>
internal sealed class TelemetryChanges
{
    /// <summary>Lean blocks, new or written again.</summary>
    public List<(long Number, byte[] Bytes)> Lean { get; } = [];

    /// <summary>Directory entries by block number, new or changed.</summary>
    public Dictionary<long, LeanEntry> Entries { get; } = [];

    /// <summary>Part blocks, new or written again.</summary>
    public List<PartBlockChange> Parts { get; } = [];

    /// <summary>Trace documents, new or changed.</summary>
    public List<(ProjectId Project, BsonDocument Document)> Traces { get; } = [];

    public List<long> RemovedLean { get; } = [];

    public List<long> RemovedParts { get; } = [];

    public List<(ProjectId Project, byte[] Key)> RemovedTraces { get; } = [];

    public bool IsEmpty => Lean.Count + Entries.Count + Parts.Count + Traces.Count + RemovedLean.Count + RemovedParts.Count + RemovedTraces.Count == 0;
}
