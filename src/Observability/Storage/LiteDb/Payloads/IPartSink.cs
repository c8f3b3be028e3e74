using Observability.Model;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Takes parts in order and gives each the next id.</summary>
internal interface IPartSink
{
    /// <summary>Makes room and returns the id that the next part will have.</summary>
    long Reserve();

    /// <summary>Adds a part; <paramref name="searched"/> is what is inside it that search must find.</summary>
    long Add(ReadOnlyMemory<byte> part, IReadOnlyList<Payload> searched);
}
