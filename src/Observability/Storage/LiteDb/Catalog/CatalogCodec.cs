using LiteDB;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.LiteDb.Catalog;

/// <summary>Catalog documents as LiteDB documents: <c>k</c> what the index holds, <c>x</c> the keys as they were given.</summary>
internal static class CatalogCodec
{
    public static BsonDocument Write(byte[] id, CatalogDocument document)
    {
        var keys = new BsonArray { CatalogKeyBytes.OfKey(CatalogKeyBytes.Prefix(document.Project, document.Collection, CatalogKey.All), document.Sort, id) };
        var given = new BsonArray();
        foreach (var key in document.Keys.Distinct())
        {
            keys.Add(CatalogKeyBytes.OfKey(CatalogKeyBytes.Prefix(document.Project, document.Collection, key), document.Sort, id));
            given.Add(new BsonArray { key.Name, key.Value, key.IsUnique });
        }

        return new BsonDocument
        {
            ["_id"] = id,
            ["k"] = keys,
            ["p"] = document.Project.Value,
            ["n"] = document.Collection,
            ["i"] = document.Id,
            ["r"] = document.Revision,
            ["s"] = document.Sort,
            ["x"] = given,
            ["c"] = document.Content.Utf8.ToArray(),
        };
    }

    public static CatalogDocument Read(BsonDocument document) => new()
    {
        Project = new ProjectId(document["p"].AsString),
        Collection = document["n"].AsString,
        Id = document["i"].AsString,
        Revision = document["r"].AsInt64,
        Sort = document["s"].AsString,
        Keys = [.. document["x"].AsArray.Select(key => new CatalogKey(key.AsArray[0].AsString, key.AsArray[1].AsString, key.AsArray[2].AsBoolean))],
        Content = Payload.FromUtf8(document["c"].AsBinary),
    };
}
