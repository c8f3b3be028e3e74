using LiteDB;
using Observability.Model;

namespace Observability.Benchmarks.Storage;

/// <summary>The named alternative: <c>LiteDatabase(filename)</c> with a document per observation, four indexes, a transaction per batch.</summary>
internal sealed class LiteDatabaseBaseline : IDisposable
{
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _rows;

    public LiteDatabaseBaseline(string path)
    {
        _database = new LiteDatabase(path);
        _rows = _database.GetCollection("rows");
        foreach (var index in new[] { "trace", "start", "user", "session" })
        {
            _rows.EnsureIndex(index);
        }
    }

    public void Write(IEnumerable<ObservationRecord> observations)
    {
        _database.BeginTrans();
        _rows.Insert(observations.Select(InlineRow.ToBson));
        _database.Commit();
    }

    public void Dispose() => _database.Dispose();
}
