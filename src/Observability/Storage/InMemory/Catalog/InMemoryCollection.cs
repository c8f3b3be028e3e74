using Observability.Storage.Catalog;

namespace Observability.Storage.InMemory.Catalog;

/// <summary>One collection of one project: documents by id, and for each key its documents in the order of lists.</summary>
internal sealed class InMemoryCollection
{
    private static readonly Comparer<CatalogDocument> ListOrder = Comparer<CatalogDocument>.Create((x, y) => Compare(y.Sort, y.Id, x.Sort, x.Id));

    private readonly Dictionary<string, CatalogDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Value), SortedSet<CatalogDocument>> _byKey = [];

    public CatalogDocument? Find(string id) => _documents.GetValueOrDefault(id);

    /// <summary>Whether another document has the key.</summary>
    public bool IsTaken(CatalogKey key, string id) => _byKey.TryGetValue((key.Name, key.Value), out var documents) && documents.Any(document => document.Id != id);

    /// <summary>Puts a document, or removes it when it is null.</summary>
    public void Set(string id, CatalogDocument? document)
    {
        if (_documents.Remove(id, out var old))
        {
            foreach (var key in KeysOf(old))
            {
                var documents = _byKey[key];
                documents.Remove(old);
                if (documents.Count == 0)
                {
                    _byKey.Remove(key);
                }
            }
        }

        if (document is null)
        {
            return;
        }

        _documents.Add(id, document);
        foreach (var key in KeysOf(document))
        {
            if (!_byKey.TryGetValue(key, out var documents))
            {
                documents = new SortedSet<CatalogDocument>(ListOrder);
                _byKey.Add(key, documents);
            }

            documents.Add(document);
        }
    }

    public Page<CatalogDocument> List(CatalogQuery query)
    {
        if (!_byKey.TryGetValue((query.Key.Name, query.Key.Value), out var documents))
        {
            return new Page<CatalogDocument>([], null, query.IncludeTotal ? 0 : null);
        }

        var matches = documents
            .SkipWhile(document => query.To is { } to && string.CompareOrdinal(document.Sort, to) > 0)
            .TakeWhile(document => query.From is not { } from || string.CompareOrdinal(document.Sort, from) >= 0);
        var rest = query.After is { } cursor
            ? matches.SkipWhile(document => Compare(document.Sort, document.Id, cursor.Sort, cursor.Id) >= 0)
            : matches;
        var items = rest.Skip(query.Offset).Take(query.Limit + 1).ToList();
        var hasMore = items.Count > query.Limit;
        if (hasMore)
        {
            items.RemoveAt(query.Limit);
        }

        return new Page<CatalogDocument>(items, hasMore ? CatalogCursor.Encode(items[^1]) : null, query.IncludeTotal ? matches.LongCount() : null);
    }

    private static IEnumerable<(string Name, string Value)> KeysOf(CatalogDocument document) =>
        document.Keys.Append(CatalogKey.All).Select(key => (key.Name, key.Value)).Distinct();

    private static int Compare(string sort, string id, string otherSort, string otherId) =>
        string.CompareOrdinal(sort, otherSort) is var order and not 0 ? order : string.CompareOrdinal(id, otherId);
}
