namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>Breaks bodies in the ways bodies break: flipped and lost bytes, cuts, repetitions, pieces of another body.</summary>
internal static class Mutation
{
    public static byte[] Of(Random random, byte[] body, byte[] other)
    {
        List<byte> bytes = [.. body];
        for (var rounds = random.Next(1, 6); rounds > 0 && bytes.Count > 1; rounds--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length));
                    break;
                case 5 when rounds == 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes[at] = "\"{}[],:\\0\xFF"u8.ToArray()[random.Next(10)];
                    break;
            }
        }

        return [.. bytes];
    }
}
