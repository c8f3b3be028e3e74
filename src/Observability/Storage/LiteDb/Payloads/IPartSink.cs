namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Takes parts in order and gives each the next id.</summary>
internal interface IPartSink
{
    /// <summary>The id the next part will have.</summary>
    long NextPart { get; }

    /// <summary>Adds a part; <paramref name="searched"/> is text inside it that search must find although the part as a whole is not searched.</summary>
    long Add(ReadOnlyMemory<byte> part, bool isSearched, ReadOnlyMemory<byte>[] searched);
}
