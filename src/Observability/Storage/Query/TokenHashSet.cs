using System.IO.Hashing;
using System.Runtime.InteropServices;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>The distinct tokens of a text as 64-bit hashes: what an index keeps of an observation.</summary>
internal readonly struct TokenHashSet() : ITokenSink
{
    private readonly HashSet<ulong> _hashes = [];

    public IReadOnlySet<ulong> Hashes => _hashes;

    public static ulong HashOf(ReadOnlySpan<char> token) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(token));

    /// <summary>The tokens of an observation's input and output.</summary>
    public static TokenHashSet Of(Payload? input, Payload? output)
    {
        var tokens = new TokenHashSet();
        PayloadText.Tokenize(input, ref tokens);
        PayloadText.Tokenize(output, ref tokens);
        return tokens;
    }

    public void Add(ReadOnlySpan<char> token) => _hashes.Add(HashOf(token));
}
