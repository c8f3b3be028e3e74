using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Payloads;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Erasing;

/// <summary>Erases traces from a telemetry file so that their content is gone from the bytes of the file.</summary>
/// <remarks>
/// Blocks mix what many traces said: the ones concerned are written again without the erased rows and parts, under the same numbers, with
/// holes where something was. A message that another observation still names stays: it is that one's content too. LiteDB fills
/// what it frees with zeros; the log is moved into the file and emptied at the end. Runs on the writer thread.
/// </remarks>
internal sealed class TraceEraser(TelemetryFile file)
{
    private readonly TelemetryChanges _changes = new();
    private readonly HashSet<long> _touchedParts = [];
    private readonly HashSet<long> _liveParts = [];
    private readonly HashSet<long> _liveRecipes = [];

    public void Erase(IReadOnlyList<TraceDocument> traces)
    {
        var keys = traces.Select(trace => TraceKeys.Of(trace.Trace.Project, trace.Trace.Id)).ToHashSet(KeyEquality.Instance);
        EraseRows(traces);
        foreach (var trace in traces.Where(trace => trace.SaidPayload != 0))
        {
            _touchedParts.UnionWith(BlocksOf(trace.SaidPayload));
        }

        MarkLive(keys);
        foreach (var block in _touchedParts)
        {
            EraseParts(block);
        }

        _changes.RemovedTraces.AddRange(traces.Select(trace => (trace.Trace.Project, TraceKeys.Of(trace.Trace.Project, trace.Trace.Id))));
        file.Write(_changes);
        file.Checkpoint();
    }

    private void EraseRows(IReadOnlyList<TraceDocument> traces)
    {
        var directory = file.LoadDirectory();
        var blocks = traces.SelectMany(trace => trace.Rows.Rows().Concat(trace.DeadRows.Rows())).GroupBy(BlockAddress.BlockOfRow);
        foreach (var rows in blocks)
        {
            if (directory.Find(rows.Key) is { } entry && file.OpenLean(rows.Key, entry.Count) is { } block)
            {
                EraseRows(entry, block, rows.Select(BlockAddress.IndexOfRow).ToHashSet());
            }
        }
    }

    private void EraseRows(LeanEntry entry, LeanBlock block, HashSet<int> erased)
    {
        var reader = new LeanRecordReader(entry.Project, block);
        var payloads = block.Numbers(LeanColumn.Payload);
        var rows = new List<LeanRow>(block.Count);
        var live = new List<LeanRow>(block.Count);
        for (var i = 0; i < block.Count; i++)
        {
            if (erased.Contains(i))
            {
                _touchedParts.UnionWith(BlocksOf(payloads.ValueOr(i, 0)));
                rows.Add(Blank(entry));
                continue;
            }

            var row = IsBlank(block, i) ? Blank(entry) : new LeanRow(reader.Read(i), payloads.ValueOr(i, 0));
            rows.Add(row);
            if (!entry.IsDead(i))
            {
                live.Add(row);
            }
        }

        _changes.RemovedLean.Add(entry.Block);
        if (live.Count > 0)
        {
            _changes.Lean.Add((entry.Block, new LeanBlockWriter().Write(rows)));
            var partBlocks = new SortedSet<long>(live.SelectMany(row => BlocksOf(row.Payload)));
            _changes.Entries[entry.Block] = (LeanBlockBuilder.EntryOf(entry.Block, entry.Project, live, [.. partBlocks]) with { Count = rows.Count, Dead = entry.Dead }).Bury(erased);
        }
    }

    // What rows and trace records that stay still name.
    private void MarkLive(HashSet<byte[]> erasedTraces)
    {
        var removed = _changes.RemovedLean.ToHashSet();
        foreach (var entry in file.LoadDirectory().Snapshot().Where(entry => !removed.Contains(entry.Block)).Concat(_changes.Entries.Values))
        {
            if (!entry.PartBlocks.Any(_touchedParts.Contains) || file.OpenLean(entry.Block, entry.Count) is not { } block)
            {
                continue;
            }

            var payloads = block.Numbers(LeanColumn.Payload);
            for (var i = 0; i < block.Count; i++)
            {
                if (!entry.IsDead(i))
                {
                    MarkRecipe(payloads.ValueOr(i, 0));
                }
            }
        }

        foreach (var trace in _touchedParts.SelectMany(file.TracesOfPartBlock))
        {
            if (!erasedTraces.Contains(TraceKeys.Of(trace.Trace.Project, trace.Trace.Id)))
            {
                MarkRecipe(trace.SaidPayload);
            }
        }
    }

    private void MarkRecipe(long recipe)
    {
        if (recipe == 0 || ReadRecipe(recipe) is not { Length: > 0 } bytes)
        {
            return;
        }

        _liveRecipes.Add(recipe);
        _liveParts.Add(recipe);
        PayloadRecipe.VisitRuns(recipe, bytes.Span, (first, count) =>
        {
            for (var part = first; part < first + count; part++)
            {
                _liveParts.Add(part);
            }
        });
    }

    private void EraseParts(long number)
    {
        PartBlock block;
        try
        {
            block = file.OpenParts(number);
        }
        catch (InvalidDataException)
        {
            // It cannot be read by anyone any more; what is left of it goes.
            _changes.RemovedParts.Add(number);
            return;
        }

        var parts = new List<ReadOnlyMemory<byte>>(block.Count);
        var words = new TokenHashSet();
        var hasLive = false;
        for (var part = block.First; part < block.First + block.Count; part++)
        {
            var isLive = _liveParts.Contains(part);
            var bytes = isLive ? block[part] : default;
            hasLive |= isLive;
            parts.Add(bytes);
            foreach (var text in !isLive ? [] : _liveRecipes.Contains(part) ? PayloadRecipe.TextOf(bytes.Span) : [Payload.FromUtf8(bytes)])
            {
                PayloadText.Tokenize(text, ref words);
            }
        }

        _changes.RemovedParts.Add(number);
        if (hasLive)
        {
            var bloom = BloomFilter.Build(words.Hashes);
            _changes.Parts.Add(new PartBlockChange(number, PartBlock.Write(parts), bloom.Length == 0 ? [] : Frame.Seal(bloom)));
        }
    }

    private SortedSet<long> BlocksOf(long recipe)
    {
        if (recipe == 0)
        {
            return [];
        }

        // The recipe of a replaced version may be erased already.
        return ReadRecipe(recipe) is { Length: > 0 } bytes ? PayloadReader.BlocksOf(recipe, bytes.Span) : [BlockAddress.BlockOfPart(recipe)];
    }

    private ReadOnlyMemory<byte> ReadRecipe(long recipe)
    {
        try
        {
            return file.ReadPart(recipe);
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    // Its place must stay taken, because the rows behind it are known by their numbers.
    private static LeanRow Blank(LeanEntry entry) =>
        new(new ObservationRecord { Project = entry.Project, TraceId = default, Id = default, Name = "", StartTime = DateTimeOffset.UnixEpoch }, 0);

    private static bool IsBlank(LeanBlock block, int row) => block.Texts(LeanColumn.Id)?[row] is null or "";
}
