using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Puts payloads together again.</summary>
internal static class PayloadReader
{
    /// <param name="recipe">The id of the recipe's part; 0 for no payloads.</param>
    /// <param name="selection">Which payloads are wanted.</param>
    /// <param name="part">Gets the bytes of a part.</param>
    /// <exception cref="InvalidDataException">A part is missing or damaged.</exception>
    public static PayloadSet Read(long recipe, PayloadSelection selection, Func<long, ReadOnlyMemory<byte>> part)
    {
        if (recipe == 0 || selection == PayloadSelection.None)
        {
            return default;
        }

        var reader = new ByteReader(part(recipe).Span);
        var inputOutput = selection.HasFlag(PayloadSelection.InputOutput);
        var metadata = selection.HasFlag(PayloadSelection.Metadata);
        return new PayloadSet(
            ReadField(ref reader, recipe, inputOutput, part),
            ReadField(ref reader, recipe, inputOutput, part),
            ReadField(ref reader, recipe, metadata, part),
            ReadField(ref reader, recipe, metadata, part));
    }

    /// <summary>The part blocks that a recipe needs, its own included, ascending.</summary>
    public static SortedSet<long> BlocksOf(long recipe, ReadOnlySpan<byte> bytes)
    {
        var blocks = new SortedSet<long> { BlockAddress.BlockOfPart(recipe) };
        PayloadRecipe.VisitRuns(recipe, bytes, (first, count) =>
        {
            for (var block = BlockAddress.BlockOfPart(first); block <= BlockAddress.BlockOfPart(first + count - 1); block++)
            {
                blocks.Add(block);
            }
        });
        return blocks;
    }

    private static Payload? ReadField(ref ByteReader reader, long recipe, bool isWanted, Func<long, ReadOnlyMemory<byte>> part)
    {
        switch (reader.Byte())
        {
            case PayloadRecipe.Missing:
                return null;
            case PayloadRecipe.Literal:
                var bytes = reader.Bytes(reader.Count());
                return isWanted ? Payload.FromUtf8(bytes.ToArray()) : null;
            case PayloadRecipe.Joined:
                return ReadJoined(ref reader, recipe, isWanted, part);
            default:
                throw new InvalidDataException("A payload of the telemetry store has an unknown form.");
        }
    }

    private static Payload? ReadJoined(ref ByteReader reader, long recipe, bool isWanted, Func<long, ReadOnlyMemory<byte>> part)
    {
        var prefix = reader.Bytes(reader.Count());
        var suffix = reader.Bytes(reader.Count());
        var pieces = new List<ReadOnlyMemory<byte>>();
        var length = prefix.Length + suffix.Length;
        for (var runs = reader.Count(2); runs > 0; runs--)
        {
            var first = recipe - reader.Zigzag();
            var count = reader.Int32();
            for (var i = 0; isWanted && i < count; i++)
            {
                var piece = part(first + i);
                length = checked(length + piece.Length + (pieces.Count == 0 ? 0 : 1));
                pieces.Add(piece);
            }
        }

        if (!isWanted)
        {
            return null;
        }

        var joined = new byte[length];
        prefix.CopyTo(joined);
        var position = prefix.Length;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
            {
                joined[position++] = (byte)',';
            }

            pieces[i].Span.CopyTo(joined.AsSpan(position));
            position += pieces[i].Length;
        }

        suffix.CopyTo(joined.AsSpan(position));
        return Payload.FromUtf8(joined);
    }
}
