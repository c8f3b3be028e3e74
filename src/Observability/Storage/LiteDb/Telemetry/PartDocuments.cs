using LiteDB;
using LiteDB.Engine;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Part blocks as documents. One holds at most 16 MB: a block with a giant payload goes into several.</summary>
internal static class PartDocuments
{
    /// <summary>A document for each block, with the first chunk.</summary>
    public const string Collection = "parts";

    private const string More = "more";
    private const int ChunkSize = 8 * 1024 * 1024;

    public static void Write(ILiteEngine engine, PartBlockChange part)
    {
        var chunks = ((part.Bytes.Length - 1) / ChunkSize) + 1;
        if (chunks == 1)
        {
            engine.Upsert(Collection, [EngineDocuments.Blob(part.Number, part.Bytes)]);
            return;
        }

        var head = EngineDocuments.Blob(part.Number, part.Bytes[..ChunkSize]);
        head["n"] = chunks;
        engine.Upsert(Collection, [head]);
        for (var i = 1; i < chunks; i++)
        {
            var bytes = part.Bytes[(i * ChunkSize)..Math.Min((i + 1) * ChunkSize, part.Bytes.Length)];
            engine.Upsert(More, [EngineDocuments.Blob(ChunkId(part.Number, i), bytes)]);
        }
    }

    /// <summary>Reads a block; null when there is none.</summary>
    public static byte[]? Read(ILiteEngine engine, long number)
    {
        var head = engine.FindById(Collection, number);
        if (head is null || head["n"].IsNull)
        {
            return head?["b"].AsBinary;
        }

        var bytes = new List<byte>(head["b"].AsBinary);
        for (var i = 1; i < head["n"].AsInt32; i++)
        {
            bytes.AddRange(engine.FindById(More, ChunkId(number, i))?["b"].AsBinary ?? []);
        }

        return [.. bytes];
    }

    public static void Delete(ILiteEngine engine, IReadOnlyCollection<long> numbers)
    {
        foreach (var number in numbers)
        {
            var count = engine.FindById(Collection, number)?["n"] ?? BsonValue.Null;
            if (!count.IsNull)
            {
                engine.Delete(More, Enumerable.Range(1, count.AsInt32 - 1).Select(i => new BsonValue(ChunkId(number, i))));
            }
        }

        engine.DeleteByIds(Collection, [.. numbers.Select(number => new BsonValue(number))]);
    }

    private static long ChunkId(long number, int chunk) => (number << 12) | (uint)chunk;
}
