using System.Security.Cryptography;
using System.Text;
using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Turns payloads into parts, each distinct message once.</summary>
/// <remarks>Belongs to the writer thread. What it remembers is only valid while its file's transactions succeed.</remarks>
internal sealed class PartEncoder(IPartSink sink)
{
    private const int SmallestPart = 40;
    private const int RememberedParts = 100_000;

    // A long conversation whose turns lie far apart names a run for each turn. Beyond this many the whole of it is stored again,
    // so that reading one payload never opens more blocks than this.
    private const int MaxRuns = 16;

    private readonly RecentParts _recent = new(RememberedParts);
    private readonly ByteWriter _recipe = new(1024);
    private readonly List<Range> _elements = [];
    private readonly Dictionary<(ProjectId, bool), UInt128> _scopes = [];

    /// <summary>The part blocks that the payloads written last are in.</summary>
    public HashSet<long> LastBlocks { get; } = [];

    /// <summary>Stores payloads; returns the part of their recipe, 0 when there are none.</summary>
    public long Write(ProjectId project, in PayloadSet payloads)
    {
        LastBlocks.Clear();
        if (payloads.IsEmpty)
        {
            return 0;
        }

        var fields = new EncodedField[]
        {
            Encode(project, payloads.Input, isSearched: true),
            Encode(project, payloads.Output, isSearched: true),
            Encode(project, payloads.Metadata, isSearched: false),
            Encode(project, payloads.Parameters, isSearched: false),
        };

        // The recipe's own id is known only now, after its messages were stored.
        var recipe = sink.Reserve();
        _recipe.Clear();
        foreach (var field in fields)
        {
            WriteField(recipe, field);
        }

        LastBlocks.Add(BlockAddress.BlockOfPart(recipe));
        return sink.Add(_recipe.ToArray(), [.. fields.Take(2).Select(TextInRecipe).OfType<Payload>()]);
    }

    // The text of input and output that is in the recipe itself; without its messages a frame is still valid JSON.
    private static Payload? TextInRecipe(EncodedField field)
    {
        if (field.Payload is not { } payload || field.Runs is null)
        {
            return field.Payload;
        }

        return field.Prefix <= 1 ? null : Payload.FromUtf8((byte[])[.. payload.Utf8.Span[..field.Prefix], .. payload.Utf8.Span[field.Suffix..]]);
    }

    private EncodedField Encode(ProjectId project, Payload? payload, bool isSearched)
    {
        if (payload is null || payload.Length < SmallestPart)
        {
            return new EncodedField(payload, null, 0, 0);
        }

        var json = payload.Utf8;
        _elements.Clear();
        if (!PayloadSplitter.TrySplit(json.Span, _elements, out var prefix, out var suffix))
        {
            _elements.Clear();
            _elements.Add(..json.Length);
            prefix = 0;
            suffix = json.Length;
        }

        var scope = ScopeOf(project, isSearched);
        var runs = Store(json, scope, isSearched, isFresh: false);
        return new EncodedField(payload, runs.Count > MaxRuns ? Store(json, scope, isSearched, isFresh: true) : runs, prefix, suffix);
    }

    private List<(long First, int Count)> Store(ReadOnlyMemory<byte> json, UInt128 scope, bool isSearched, bool isFresh)
    {
        var runs = new List<(long First, int Count)>();
        foreach (var element in _elements)
        {
            var bytes = json[element];
            var hash = HashOf(bytes.Span) ^ scope;
            if (isFresh || !_recent.TryGet(hash, out var part))
            {
                part = sink.Add(bytes, isSearched ? [Payload.FromUtf8(bytes)] : []);
                _recent.Set(hash, part);
            }

            if (runs.Count > 0 && runs[^1].First + runs[^1].Count == part)
            {
                runs[^1] = (runs[^1].First, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((part, 1));
            }
        }

        return runs;
    }

    private void WriteField(long recipe, EncodedField field)
    {
        if (field.Payload is not { } payload)
        {
            _recipe.Byte(PayloadRecipe.Missing);
            return;
        }

        if (field.Runs is not { } runs)
        {
            _recipe.Byte(PayloadRecipe.Literal);
            _recipe.Varint(payload.Length);
            _recipe.Bytes(payload.Utf8.Span);
            return;
        }

        _recipe.Byte(PayloadRecipe.Joined);
        _recipe.Varint(field.Prefix);
        _recipe.Bytes(payload.Utf8.Span[..field.Prefix]);
        _recipe.Varint(payload.Length - field.Suffix);
        _recipe.Bytes(payload.Utf8.Span[field.Suffix..]);
        _recipe.Varint(runs.Count);
        foreach (var (first, count) in runs)
        {
            LastBlocks.Add(BlockAddress.BlockOfPart(first));
            _recipe.Zigzag(recipe - first);
            _recipe.Varint(count);
        }
    }

    // A cryptographic hash, because a message that another one could imitate would be replaced by it.
    private static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
    }

    // Projects share no parts, and what is not searched is not found through a part that is.
    private UInt128 ScopeOf(ProjectId project, bool isSearched)
    {
        if (!_scopes.TryGetValue((project, isSearched), out var scope))
        {
            _scopes[(project, isSearched)] = scope = HashOf(Encoding.UTF8.GetBytes((isSearched ? "+" : "-") + project.Value));
        }

        return scope;
    }

    private sealed record EncodedField(Payload? Payload, List<(long First, int Count)>? Runs, int Prefix, int Suffix);
}
