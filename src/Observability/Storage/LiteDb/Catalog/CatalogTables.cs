using LiteDB;
using LiteDB.Engine;

namespace Observability.Storage.LiteDb.Catalog;

/// <summary>The two collections of the catalog file.</summary>
internal static class CatalogTables
{
    public const string Documents = "documents";
    public const string Counts = "counts";

    public static bool Prepare(ILiteEngine engine) => engine.EnsureIndex(Documents, "k", BsonExpression.Create("$.k[*]"), false);

    public static List<BsonDocument> ToList(IBsonDataReader reader)
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
