using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Files;
using Observability.Storage.LiteDb.Telemetry;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Scores;

/// <summary>All scores of a store in one file: a score may come long after its trace and be replaced by its id alone.</summary>
internal sealed class ScoreFile : IDisposable
{
    private const string Scores = "scores";
    private const int ChunkSize = 500;

    private readonly EngineFile _engine;

    private ScoreFile(EngineFile engine) => _engine = engine;

    public static ScoreFile Open(string directory, StoreFileSystem files, ILogger logger, TimeProvider time) =>
        new(EngineFile.Open(Path.Combine(directory, "scores.db"), files, Prepare, logger, time));

    /// <summary>Writes scores; returns when they are durable.</summary>
    public void Write(IReadOnlyList<Score> scores)
    {
        if (scores.Count > 0)
        {
            _engine.Write(engine => engine.Upsert(Scores, scores.Select(ToBson), BsonAutoId.ObjectId));
        }
    }

    public void Delete(IReadOnlyList<Score> scores)
    {
        if (scores.Count > 0)
        {
            _engine.Write(engine => engine.Delete(Scores, scores.Select(score => new BsonValue(KeyOf(score)))));
            _engine.Checkpoint();
        }
    }

    public Score? Find(ProjectId project, ScoreId id)
    {
        var found = _engine.Read(engine => ToList(engine.Query(Scores, new LiteQuery { Where = { BsonExpression.Create("$._id = @0", StoreKey.OfId(project, id.Value)) } })));
        return found is [var document] ? ScoreCodec.Read(document["b"].AsBinary) : null;
    }

    /// <summary>The scores of a trace and of its observations, newest first, then by id.</summary>
    public List<Score> OfTrace(ProjectId project, TraceId trace) => Sort(Scan(project, "t:" + trace.Value, null, null));

    /// <summary>The scores of a session itself.</summary>
    public List<Score> OfSession(ProjectId project, SessionId session) => [.. Scan(project, "s:" + session.Value, null, null)];

    /// <summary>The scores of a project in a range of time, newest first.</summary>
    public IEnumerable<Score> InRange(ProjectId project, long? fromMicros, long? untilMicros) => Scan(project, null, fromMicros, untilMicros);

    public void Dispose() => _engine.Dispose();

    private static List<Score> Sort(IEnumerable<Score> scores) =>
        [.. scores.OrderByDescending(score => score.Timestamp).ThenByDescending(score => score.Id.Value, StringComparer.Ordinal)];

    private static bool Prepare(ILiteEngine engine) => engine.EnsureIndex(Scores, "k", BsonExpression.Create("$.k[*]"), false);

    private static byte[] KeyOf(Score score) => StoreKey.OfId(score.Project, score.Id.Value);

    private static BsonDocument ToBson(Score score)
    {
        var key = KeyOf(score);
        var micros = LeanBlockWriter.Micros(score.Timestamp);
        var keys = new BsonArray { StoreKey.OfTime(score.Project, null, micros, key) };
        if (score.Target.TraceId is { } trace)
        {
            keys.Add(StoreKey.OfTime(score.Project, "t:" + trace.Value, micros, key));
        }

        if (score.Target.SessionId is { } session)
        {
            keys.Add(StoreKey.OfTime(score.Project, "s:" + session.Value, micros, key));
        }

        return new BsonDocument { ["_id"] = key, ["k"] = keys, ["b"] = ScoreCodec.Write(score) };
    }

    private IEnumerable<Score> Scan(ProjectId project, string? value, long? fromMicros, long? untilMicros)
    {
        var (low, high) = StoreKey.RangeOf(project, value, fromMicros, untilMicros);
        while (true)
        {
            var from = low;
            var documents = _engine.Read(engine => ToList(engine.Query(Scores, new LiteQuery
            {
                Where = { BsonExpression.Create("$.k[*] ANY BETWEEN @0 AND @1", from, high) },
                Limit = ChunkSize,
            })));
            foreach (var document in documents)
            {
                yield return ScoreCodec.Read(document["b"].AsBinary);
            }

            if (documents.Count < ChunkSize)
            {
                yield break;
            }

            low = StoreKey.After(StoreKey.LastIn(documents[^1]["k"].AsArray, low, high));
        }
    }

    private static List<BsonDocument> ToList(IBsonDataReader reader)
    {
        using (reader)
        {
            var documents = new List<BsonDocument>();
            while (reader.Read())
            {
                documents.Add(reader.Current.AsDocument);
            }

            return documents;
        }
    }
}
