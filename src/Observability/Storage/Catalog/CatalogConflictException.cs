namespace Observability.Storage.Catalog;

/// <summary>A change met another state of the catalog than it expected; nothing of its commit happened.</summary>
public sealed class CatalogConflictException : Exception
{
    private CatalogConflictException(string message, string collection, string id, CatalogKey? key)
        : base(message)
    {
        Collection = collection;
        Id = id;
        Key = key;
    }

    /// <summary>The collection.</summary>
    public string Collection { get; }

    /// <summary>The document that could not be changed.</summary>
    public string Id { get; }

    /// <summary>The unique key that belongs to another document; null when the revision was another.</summary>
    public CatalogKey? Key { get; }

    internal static CatalogConflictException OfRevision(string collection, string id, long expected, long actual) => new(
        (expected, actual) switch
        {
            (0, _) => $"Document '{id}' exists in '{collection}' already.",
            (_, 0) => $"Document '{id}' does not exist in '{collection}'.",
            _ => $"Document '{id}' of '{collection}' has revision {actual}, not {expected}: somebody changed it meanwhile. Read it again.",
        },
        collection,
        id,
        null);

    internal static CatalogConflictException OfKey(string collection, string id, CatalogKey key) =>
        new($"Document '{id}' cannot have the {key.Name} '{key.Value}': another document of '{collection}' has it.", collection, id, key);
}
