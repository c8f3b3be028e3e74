using LiteDB;
using LiteDB.Engine;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Reads and writes documents by their ids, without a mapper and without anything lazy.</summary>
internal static class EngineDocuments
{
    /// <summary>A document that is a number and the bytes under it.</summary>
    public static BsonDocument Blob(long id, byte[] bytes) => new() { ["_id"] = id, ["b"] = bytes };

    public static BsonDocument? FindById(this ILiteEngine engine, string collection, BsonValue id) =>
        engine.ToList(collection, new LiteQuery { Where = { BsonExpression.Create("$._id = @0", id) }, Limit = 1 }).FirstOrDefault();

    /// <summary>The documents there are of some ids, in any order. One query, because parsing and planning one costs more than looking an id up.</summary>
    public static List<BsonDocument> FindByIds(this ILiteEngine engine, string collection, IEnumerable<byte[]> ids) =>
        engine.ToList(collection, new LiteQuery { Where = { AnyOf(ids) } });

    /// <summary>The ids there are of some, in any order, read from the index alone.</summary>
    public static List<BsonValue> FindIds(this ILiteEngine engine, string collection, IEnumerable<byte[]> ids) =>
        engine.ToList(collection, new LiteQuery { Where = { AnyOf(ids) }, Select = BsonExpression.Create("$._id") }).ConvertAll(document => document["_id"]);

    /// <summary>The highest number in a collection; 0 when it is empty.</summary>
    public static long LastId(this ILiteEngine engine, string collection)
    {
        var query = new LiteQuery { OrderBy = BsonExpression.Create("$._id"), Order = LiteQuery.Descending, Limit = 1, Select = BsonExpression.Create("$._id") };
        return engine.ToList(collection, query) is [var last] ? last["_id"].AsInt64 : 0;
    }

    public static List<BsonDocument> ToList(this ILiteEngine engine, string collection, LiteQuery query)
    {
        using var reader = engine.Query(collection, query);
        var documents = new List<BsonDocument>();
        while (reader.Read())
        {
            documents.Add(reader.Current.AsDocument);
        }

        return documents;
    }

    /// <summary>Writes documents; returns how many were new.</summary>
    public static int Upsert(this ILiteEngine engine, string collection, IEnumerable<BsonDocument> documents) =>
        engine.Upsert(collection, documents, BsonAutoId.Int64);

    /// <summary>Deletes the documents there are of some ids; returns how many there were.</summary>
    public static int DeleteByIds(this ILiteEngine engine, string collection, IReadOnlyCollection<BsonValue> ids) =>
        ids.Count > 0 ? engine.Delete(collection, ids) : 0;

    private static BsonExpression AnyOf(IEnumerable<byte[]> ids) =>
        BsonExpression.Create("$._id IN @0", new BsonArray(ids.Select(id => new BsonValue(id))));
}
