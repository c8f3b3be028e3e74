using Observability.Model;
using Observability.Storage.LiteDb.Blocks;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>How the payloads of one observation are put together from parts: the format of a recipe, which is a part itself.</summary>
/// <remarks>
/// Four fields (input, output, metadata, parameters), each: nothing; bytes; or a prefix, a suffix and runs of consecutive parts that are
/// joined by commas between them. Parts are counted back from the recipe's own id, so that recipes of like conversations look alike.
/// </remarks>
internal static class PayloadRecipe
{
    public const byte Missing = 0;
    public const byte Literal = 1;
    public const byte Joined = 2;
    public const int Fields = 4;

    /// <summary>Calls <paramref name="visit"/> for every run of parts that a recipe names.</summary>
    public static void VisitRuns(long recipe, ReadOnlySpan<byte> bytes, Action<long, int> visit)
    {
        var reader = new ByteReader(bytes);
        for (var field = 0; field < Fields; field++)
        {
            switch (reader.Byte())
            {
                case Literal:
                    reader.Bytes(reader.Count());
                    break;
                case Joined:
                    reader.Bytes(reader.Count());
                    reader.Bytes(reader.Count());
                    for (var runs = reader.Count(2); runs > 0; runs--)
                    {
                        var first = recipe - reader.Zigzag();
                        visit(first, reader.Int32());
                    }

                    break;
            }
        }
    }

    /// <summary>The text of input and output that is in a recipe itself, as JSON.</summary>
    public static List<Payload> TextOf(ReadOnlySpan<byte> bytes)
    {
        var texts = new List<Payload>();
        var reader = new ByteReader(bytes);
        for (var field = 0; field < 2; field++)
        {
            switch (reader.Byte())
            {
                case Literal:
                    texts.Add(Payload.FromUtf8(reader.Bytes(reader.Count()).ToArray()));
                    break;
                case Joined:
                    byte[] frame = [.. reader.Bytes(reader.Count()), .. reader.Bytes(reader.Count())];
                    texts.Add(Payload.FromUtf8(frame));
                    for (var runs = reader.Count(2); runs > 0; runs--)
                    {
                        reader.Zigzag();
                        reader.Int32();
                    }

                    break;
            }
        }

        return texts;
    }
}
