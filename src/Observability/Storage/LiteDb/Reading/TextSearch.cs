using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Payloads;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>Runs one search: filters over part blocks say where the words may be, the text itself says whether they are.</summary>
/// <remarks>For one query on one thread.</remarks>
internal sealed class TextSearch(SearchQuery query)
{
    private readonly Dictionary<(TelemetryFile, long), ulong> _words = [];
    private readonly Dictionary<(TelemetryFile, long), bool> _blocks = [];

    // A bit for each word; more words than bits are left to the text.
    private readonly ulong[] _hashes = [.. query.TokenHashes.Take(64)];

    private ulong AllWords => _hashes.Length == 64 ? ulong.MaxValue : (1UL << _hashes.Length) - 1;

    /// <summary>Whether a lean block may have a match.</summary>
    public bool MayMatch(TelemetryFile file, LeanEntry entry)
    {
        if (!_blocks.TryGetValue((file, entry.Block), out var may))
        {
            may = query.TokenHashes.Count > 0 && HasAllWords(file, entry.PartBlocks);
            _blocks[(file, entry.Block)] = may;
        }

        return may;
    }

    /// <summary>Whether the payloads of an observation match.</summary>
    /// <param name="file">The file it is in.</param>
    /// <param name="recipe">The part of its payloads; 0 for none.</param>
    public bool Matches(TelemetryFile file, long recipe)
    {
        if (recipe == 0 || query.TokenHashes.Count == 0)
        {
            return false;
        }

        try
        {
            if (!HasAllWords(file, PayloadReader.BlocksOf(recipe, file.ReadPart(recipe).Span)))
            {
                return false;
            }
        }
        catch (InvalidDataException)
        {
            // Reported when the payload is read for what it is.
            return false;
        }

        var payloads = file.ReadPayloads(recipe, PayloadSelection.InputOutput);
        return query.Matches(payloads.Input, payloads.Output);
    }

    /// <summary>Whether an observation of a trace matches.</summary>
    public bool Matches(in StoredTrace trace)
    {
        var directory = trace.File.LoadDirectory();
        foreach (var (first, _) in trace.Document.Rows.Runs)
        {
            if (directory.Find(BlockAddress.BlockOfRow(first)) is { } entry && MayMatch(trace.File, entry))
            {
                return MatchesRows(trace);
            }
        }

        return false;
    }

    private bool MatchesRows(in StoredTrace trace)
    {
        foreach (var (block, _, row) in trace.Rows())
        {
            if (Matches(trace.File, block.Numbers(LeanColumn.Payload).ValueOr(row, 0)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasAllWords(TelemetryFile file, IEnumerable<long> partBlocks)
    {
        var found = 0UL;
        foreach (var block in partBlocks)
        {
            found |= WordsIn(file, block);
            if (found == AllWords)
            {
                return true;
            }
        }

        return false;
    }

    private ulong WordsIn(TelemetryFile file, long block)
    {
        if (_words.TryGetValue((file, block), out var words))
        {
            return words;
        }

        var bloom = file.OpenBloom(block);
        for (var i = 0; i < _hashes.Length; i++)
        {
            words |= BloomFilter.MayContain(bloom, _hashes[i]) ? 1UL << i : 0;
        }

        _words[(file, block)] = words;
        return words;
    }
}
