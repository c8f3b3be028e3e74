using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Payloads;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>Writes observations and trace records into one telemetry file. Belongs to the writer thread.</summary>
internal sealed class TelemetryFileWriter(TelemetryFile file)
{
    private const TraceProperties Payloads = TraceProperties.Input | TraceProperties.Output | TraceProperties.Metadata;

    private readonly ByteWriter _scratch = new(1024);
    private readonly TraceEntryCache _traces = new();
    private PartBlockBuilder _parts = new(-1);
    private PartEncoder _encoder = new(new PartBlockBuilder(0));
    private LeanBlockBuilder _rows = new(0);
    private int _generation;

    public TelemetryFile File => file;

    /// <summary>Whether the trace is one this writer knows to be in the file.</summary>
    public bool Knows(byte[] key) => _generation == file.Generation && _traces.Contains(key);

    /// <summary>Writes everything in one transaction; returns when it is durable.</summary>
    /// <param name="observations">Observations, each id of a trace once.</param>
    /// <param name="said">Trace records.</param>
    /// <param name="newTraces">The keys of traces that are known to be in no file yet.</param>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(IReadOnlyList<ObservationRecord> observations, IReadOnlyList<TraceRecord> said, IReadOnlySet<byte[]> newTraces)
    {
        try
        {
            Recover();
            var changes = new TelemetryChanges();
            _parts.Begin(changes);
            _rows.Begin();
            var touched = new Dictionary<byte[], TraceEntry>(KeyEquality.Instance);
            Load(observations, said, newTraces, touched);
            foreach (var record in said)
            {
                Add(record, touched);
            }

            foreach (var observation in observations)
            {
                Add(observation, touched);
            }

            foreach (var entry in touched.Values)
            {
                Inherit(entry);
            }

            Finish(touched, changes);
            file.Write(changes);
            _traces.Keep(touched.Values);
        }
        catch
        {
            // What the transaction did not confirm must not be remembered.
            Forget();
            throw;
        }
    }

    /// <summary>Forgets what is in the file, because it failed or was changed otherwise.</summary>
    public void Forget()
    {
        _generation = 0;
        _traces.Clear();
    }

    private void Recover()
    {
        var directory = file.LoadDirectory();
        if (_generation == file.Generation)
        {
            return;
        }

        // Numbers are not used again, even after an erasure: a reader may still be on its way to an old one.
        _traces.Clear();
        _parts = new PartBlockBuilder(Math.Max(file.LastPartBlock(), _parts.LastBlock));
        _encoder = new PartEncoder(_parts);
        _rows = new LeanBlockBuilder(Math.Max(directory.LastBlock, _rows.LastBlock));
        _generation = file.Generation;
    }

    private void Load(IReadOnlyList<ObservationRecord> observations, IReadOnlyList<TraceRecord> said, IReadOnlySet<byte[]> newTraces, Dictionary<byte[], TraceEntry> touched)
    {
        foreach (var (project, id) in observations.Select(o => (o.Project, o.TraceId)).Concat(said.Select(t => (t.Project, t.Id))).Distinct())
        {
            var key = TraceKeys.Of(project, id);
            touched.Add(key, _traces.Take(key) ?? new TraceEntry(project, id, key));
        }

        var unknown = touched.Values.Where(entry => entry.Observations.Count == 0 && entry.Said is null && !newTraces.Contains(entry.Key)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var documents = file.FindTraces(unknown.ConvertAll(entry => entry.Key));
        for (var i = 0; i < unknown.Count; i++)
        {
            if (documents[i] is { } document)
            {
                Restore(unknown[i], document);
            }
        }
    }

    private void Restore(TraceEntry entry, TraceDocument document)
    {
        entry.Said = document.Said;
        entry.Inherited = document.Said;
        entry.SaidPayload = document.SaidPayload;
        entry.DeadRows = document.DeadRows;
        entry.Media.UnionWith(document.Media);
        foreach (var row in document.Rows.Rows())
        {
            if (ReadRow(row) is { } lean)
            {
                entry.Add(lean.Record, row, lean.Payload);
            }
        }
    }

    private void Add(ObservationRecord observation, Dictionary<byte[], TraceEntry> touched)
    {
        var entry = touched[TraceKeys.Of(observation.Project, observation.TraceId)];
        var payload = _encoder.Write(observation.Project, PayloadSet.Of(observation));
        var lean = TraceInheritance.Apply(Lean(observation), entry.Inherited, entry.Said);
        var row = _rows.Add(new LeanRow(lean, payload), _encoder.LastBlocks);
        entry.Add(lean, row, payload);
        entry.Media.UnionWith(MediaReferences.Of(observation).Select(media => media.Value));
    }

    private void Add(TraceRecord said, Dictionary<byte[], TraceEntry> touched)
    {
        var entry = touched[TraceKeys.Of(said.Project, said.Id)];
        var known = entry.Said;
        var saysPayload = said.Input is not null || said.Output is not null || said.Metadata is not null || (said.Cleared & Payloads) != 0;
        if (saysPayload && known is not null && entry.SaidPayload != 0)
        {
            var payloads = PayloadReader.Read(entry.SaidPayload, PayloadSelection.All, ReadPart);
            known = known with { Input = payloads.Input, Output = payloads.Output, Metadata = payloads.Metadata };
        }

        entry.Media.UnionWith(MediaReferences.Of(said).Select(media => media.Value));
        var merged = TraceMerge.Merge(known, said);
        if (saysPayload)
        {
            entry.SaidPayload = _encoder.Write(said.Project, PayloadSet.Of(merged));
            entry.SaidPartBlocks = [.. _encoder.LastBlocks];
        }

        entry.Said = merged with { Input = null, Output = null, Metadata = null };
    }

    // What is said now reaches the observations that were there before; their payloads stay where they are.
    private void Inherit(TraceEntry entry)
    {
        if (TraceInheritance.Differs(entry.Inherited, entry.Said))
        {
            foreach (var (row, payload) in entry.Observations.Values.ToList())
            {
                if (ReadRow(row) is { } known && TraceInheritance.Apply(known.Record, entry.Inherited, entry.Said) is var changed && !ReferenceEquals(changed, known.Record))
                {
                    entry.Add(changed, _rows.Add(new LeanRow(changed, payload), PartBlocks(payload)), payload);
                }
            }
        }

        entry.Inherited = entry.Said;
    }

    private void Finish(Dictionary<byte[], TraceEntry> touched, TelemetryChanges changes)
    {
        // The parts' last block is sealed beside the rows and the traces.
        _parts.Seal();
        var directory = file.LoadDirectory();
        _rows.Flush(changes, directory);
        foreach (var entry in touched.Values)
        {
            if (entry.IsStale)
            {
                Bury(entry, changes, directory);
                entry.Rebuild(row => ReadRow(row)?.Record);
            }

            if (entry.ToDocument() is { } document)
            {
                changes.Traces.Add((entry.Project, TraceKeys.ToBson(entry.Key, document, document.Write(_scratch), SaidBlocks(entry))));
            }
        }

        _parts.Flush();
    }

    private static void Bury(TraceEntry entry, TelemetryChanges changes, LeanDirectory directory)
    {
        foreach (var rows in entry.DeadRows.Rows().GroupBy(BlockAddress.BlockOfRow))
        {
            if ((changes.Entries.GetValueOrDefault(rows.Key) ?? directory.Find(rows.Key)) is { } block)
            {
                changes.Entries[rows.Key] = block.Bury(rows.Select(BlockAddress.IndexOfRow));
            }
        }
    }

    private long[] SaidBlocks(TraceEntry entry) => entry.SaidPayload == 0 ? [] : entry.SaidPartBlocks ??= PartBlocks(entry.SaidPayload);

    private long[] PartBlocks(long payload) => payload == 0 ? [] : [.. PayloadReader.BlocksOf(payload, ReadPart(payload).Span)];

    private ReadOnlyMemory<byte> ReadPart(long part) => _parts.Find(part) ?? file.ReadPart(part);

    private LeanRow? ReadRow(long row)
    {
        if (_rows.Find(row) is { } recent)
        {
            return recent;
        }

        var index = BlockAddress.IndexOfRow(row);
        var number = BlockAddress.BlockOfRow(row);
        if (file.OpenLean(number, index + 1) is not { } block || index >= block.Count || file.LoadDirectory().Find(number) is not { } entry)
        {
            return null;
        }

        return new LeanRow(new LeanRecordReader(entry.Project, block).Read(index), block.Numbers(LeanColumn.Payload).ValueOr(index, 0));
    }

    private static ObservationRecord Lean(ObservationRecord record) => record with
    {
        Input = null,
        Output = null,
        Metadata = null,
        Parameters = null,
    };
}
