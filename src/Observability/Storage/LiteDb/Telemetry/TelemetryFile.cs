using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Files;
using Observability.Storage.LiteDb.Payloads;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The telemetry of one period (a month of trace starts) in one LiteDB file.</summary>
/// <remarks>
/// Collections: <c>lean</c> has the observations without payloads, columnar, a block to a document; <c>dir</c> what is known of each of
/// them without opening it; <c>parts</c> the pieces of payloads, a block to a document, and <c>more</c> the rest of blocks that are too
/// large for one; <c>blooms</c> the words in each part block; <c>traces</c> a document for each trace, with the keys it is listed by;
/// <c>projects</c> how many traces of each project there are.
/// </remarks>
internal sealed class TelemetryFile : IDisposable
{
    private const string Lean = "lean";
    private const string Directory = "dir";
    private const string Blooms = "blooms";
    private const string Traces = "traces";

    private readonly EngineFile _engine;
    private readonly ILogger _logger;
    private readonly BlockCache _cache;
    private readonly Lock _cacheGate = new();
    private long _version;
    private LeanDirectory? _directory;

    private TelemetryFile(EngineFile engine, Period period, BlockCache cache, ILogger logger)
    {
        _engine = engine;
        _cache = cache;
        _logger = logger;
        Period = period;
    }

    public Period Period { get; }

    /// <summary>Changes when the file was opened again after a failure: what a writer remembers may then not be in it.</summary>
    public int Generation => _engine.Generation;

    public static TelemetryFile Open(string directory, Period period, StoreFileSystem files, BlockCache cache, ILogger logger, TimeProvider time) =>
        new(EngineFile.Open(Path.Combine(directory, period.FileName), files, Prepare, logger, time), period, cache, logger);

    /// <summary>Runs a transaction; returns when it is durable.</summary>
    /// <exception cref="IOException">It is not durable and changed nothing.</exception>
    public void Write(TelemetryChanges changes)
    {
        var directory = LoadDirectory();
        _engine.Write(engine => Apply(engine, changes));
        directory.Apply(changes);
        lock (_cacheGate)
        {
            _version++;
            foreach (var number in changes.Lean.Select(lean => lean.Number).Concat(changes.RemovedLean))
            {
                _cache.Remove(this, BlockKind.Lean, number);
            }

            foreach (var number in changes.Parts.Select(part => part.Number).Concat(changes.RemovedParts))
            {
                _cache.Remove(this, BlockKind.Part, number);
                _cache.Remove(this, BlockKind.Bloom, number);
            }
        }
    }

    /// <summary>The lean blocks, in order of their numbers.</summary>
    public LeanDirectory LoadDirectory()
    {
        if (_directory is { } known && known.Generation == _engine.Generation)
        {
            return known;
        }

        var documents = _engine.Read(engine => engine.ToList(Directory, LiteQuery.All()));
        var directory = new LeanDirectory(_engine.Generation, documents.Select(ReadEntry).OfType<LeanEntry>());
        _directory = directory;
        return directory;
    }

    public TraceDocument? FindTrace(byte[] key) => FindTraces([key])[0];

    /// <summary>Finds traces by their keys; null where there is none.</summary>
    public TraceDocument?[] FindTraces(IReadOnlyList<byte[]> keys)
    {
        var documents = _engine.Read(engine => engine.FindByIds(Traces, keys)).ToDictionary(document => document["_id"].AsBinary, KeyEquality.Instance);
        return [.. keys.Select(key => ReadTrace(documents.GetValueOrDefault(key)?["b"].AsBinary))];
    }

    /// <summary>The keys whose traces are here.</summary>
    public HashSet<byte[]> FindKnown(IReadOnlyList<byte[]> keys) =>
        _engine.Read(engine => engine.FindIds(Traces, keys)).ConvertAll(id => id.AsBinary).ToHashSet(KeyEquality.Instance);

    /// <summary>Up to <paramref name="limit"/> traces whose key is in a range, in order of the key, and where the next ones begin; null when there are none.</summary>
    public (List<TraceDocument> Traces, byte[]? Next) ScanTraces(byte[] low, byte[] high, int limit)
    {
        var documents = _engine.Read(engine => engine.ToList(Traces, new LiteQuery
        {
            Where = { BsonExpression.Create("$.k[*] ANY BETWEEN @0 AND @1", low, high) },
            Limit = limit,
        }));
        var traces = documents.Select(document => ReadTrace(document["b"].AsBinary)).OfType<TraceDocument>().ToList();
        return (traces, documents.Count < limit ? null : StoreKey.After(StoreKey.LastIn(documents[^1]["k"].AsArray, low, high)));
    }

    /// <summary>Opens a lean block that has at least <paramref name="rows"/> rows; null when it is gone or damaged.</summary>
    public LeanBlock? OpenLean(long number, int rows = 0)
    {
        // A cached block may have grown since.
        if (_cache.TryGet(this, BlockKind.Lean, number, out LeanBlock? known) && known!.Count >= rows)
        {
            return known;
        }

        var version = Volatile.Read(ref _version);
        var bytes = _engine.Read(engine => engine.FindById(Lean, number)?["b"].AsBinary);
        var block = bytes is null ? null : DecodeLean(bytes);
        if (block is not null)
        {
            Keep(BlockKind.Lean, number, block, block.Size, version);
        }

        return block;
    }

    /// <summary>Opens lean blocks for a scan, without keeping them in the cache.</summary>
    public List<(LeanEntry Entry, LeanBlock Block)> OpenLean(IReadOnlyList<LeanEntry> entries)
    {
        var bytes = _engine.Read(engine => entries.Select(entry => engine.FindById(Lean, entry.Block)?["b"].AsBinary).ToList());
        var blocks = new List<(LeanEntry, LeanBlock)>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            if (bytes[i] is { } block && DecodeLean(block) is { } opened)
            {
                blocks.Add((entries[i], opened));
            }
        }

        return blocks;
    }

    /// <summary>Opens a part block that holds at least <paramref name="parts"/> parts.</summary>
    /// <exception cref="InvalidDataException">It is gone or damaged.</exception>
    public PartBlock OpenParts(long number, int parts = 0)
    {
        if (_cache.TryGet(this, BlockKind.Part, number, out PartBlock? known) && known!.Count >= parts)
        {
            return known;
        }

        var version = Volatile.Read(ref _version);
        var bytes = _engine.Read(engine => PartDocuments.Read(engine, number)) ?? throw new InvalidDataException("A payload of the telemetry store is missing.");
        var block = PartBlock.Open(BlockAddress.FirstPart(number), bytes);
        Keep(BlockKind.Part, number, block, block.Size, version);
        return block;
    }

    /// <summary>The words of a part block; empty when it has none.</summary>
    public byte[] OpenBloom(long number)
    {
        if (!_cache.TryGet(this, BlockKind.Bloom, number, out byte[]? bloom))
        {
            var version = Volatile.Read(ref _version);
            var bytes = _engine.Read(engine => engine.FindById(Blooms, number)?["b"].AsBinary);
            bloom = bytes is null ? [] : Frame.Open(bytes).ToArray();
            Keep(BlockKind.Bloom, number, bloom, bloom.Length, version);
        }

        return bloom!;
    }

    public ReadOnlyMemory<byte> ReadPart(long part)
    {
        var block = BlockAddress.BlockOfPart(part);
        return OpenParts(block, (int)(part - BlockAddress.FirstPart(block)) + 1)[part];
    }

    /// <summary>Reads payloads; a damaged one is reported and left out.</summary>
    public PayloadSet ReadPayloads(long recipe, PayloadSelection selection)
    {
        try
        {
            return PayloadReader.Read(recipe, selection, ReadPart);
        }
        catch (InvalidDataException exception)
        {
            ReportDamage(exception);
            return default;
        }
    }

    /// <summary>The highest number of a part block; 0 when there is none.</summary>
    public long LastPartBlock() => _engine.Read(engine => engine.LastId(PartDocuments.Collection));

    /// <summary>The projects that have or had something in the file.</summary>
    public List<ProjectId> ListProjects() =>
        _engine.Read(ProjectCounts.Projects);

    /// <summary>The traces whose own payloads are in a part block.</summary>
    public List<TraceDocument> TracesOfPartBlock(long block)
    {
        var key = TraceKeys.OfPartBlock(block);
        return ScanTraces(key, key, int.MaxValue).Traces;
    }

    /// <summary>How many traces of a project there are.</summary>
    public long CountTraces(ProjectId project) => _engine.Read(engine => ProjectCounts.Of(engine, project));

    public void Checkpoint() => _engine.Checkpoint();

    public void Delete()
    {
        _engine.Delete();
        _cache.Remove(this);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _cache.Remove(this);
    }

    // An index creates its collection; the others come with their first document, and no call runs beside another.
    private static bool Prepare(ILiteEngine engine) => engine.EnsureIndex(Traces, "k", BsonExpression.Create("$.k[*]"), false);

    private static void Apply(ILiteEngine engine, TelemetryChanges changes)
    {
        var removedLean = changes.RemovedLean.ConvertAll(number => new BsonValue(number));
        engine.DeleteByIds(Lean, removedLean);
        engine.DeleteByIds(Directory, removedLean);
        engine.DeleteByIds(Blooms, changes.RemovedParts.ConvertAll(number => new BsonValue(number)));
        PartDocuments.Delete(engine, changes.RemovedParts);
        foreach (var part in changes.Parts)
        {
            PartDocuments.Write(engine, part);
        }

        engine.Upsert(Blooms, changes.Parts.Where(part => part.Bloom.Length > 0).Select(part => EngineDocuments.Blob(part.Number, part.Bloom)));
        engine.Upsert(Lean, changes.Lean.Select(lean => EngineDocuments.Blob(lean.Number, lean.Bytes)));
        engine.Upsert(Directory, changes.Entries.Values.Select(entry => EngineDocuments.Blob(entry.Block, entry.Write())));
        foreach (var removed in changes.RemovedTraces.GroupBy(trace => trace.Project))
        {
            ProjectCounts.Add(engine, removed.Key, -engine.DeleteByIds(Traces, [.. removed.Select(trace => new BsonValue(trace.Key))]));
        }

        foreach (var written in changes.Traces.GroupBy(trace => trace.Project))
        {
            ProjectCounts.Add(engine, written.Key, engine.Upsert(Traces, written.Select(trace => trace.Document)));
        }
    }

    private LeanEntry? ReadEntry(BsonDocument document)
    {
        try
        {
            return LeanEntry.Read(document["_id"].AsInt64, document["b"].AsBinary);
        }
        catch (InvalidDataException exception)
        {
            ReportDamage(exception);
            return null;
        }
    }

    private TraceDocument? ReadTrace(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : TraceDocument.Read(bytes);
        }
        catch (InvalidDataException exception)
        {
            ReportDamage(exception);
            return null;
        }
    }

    private LeanBlock? DecodeLean(byte[] bytes)
    {
        try
        {
            return LeanBlock.Open(bytes);
        }
        catch (InvalidDataException exception)
        {
            ReportDamage(exception);
            return null;
        }
    }

    // What was read before a write must not enter the cache after it.
    private void Keep(BlockKind kind, long number, object block, long size, long version)
    {
        lock (_cacheGate)
        {
            if (version == _version)
            {
                _cache.Set(this, kind, number, block, size);
            }
        }
    }

    // One damaged block must not hide the rest of the store.
    private void ReportDamage(InvalidDataException exception) =>
        _logger.LogError(exception, "A block of the telemetry file '{FileName}' is damaged and left out.", Period.FileName);
}
