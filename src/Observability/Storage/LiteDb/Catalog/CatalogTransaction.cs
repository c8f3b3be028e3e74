using System.Runtime.InteropServices;
using LiteDB;
using LiteDB.Engine;
using Observability.Storage.Catalog;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Catalog;

/// <summary>The changes of one commit, checked against the file and against each other before any of them is made.</summary>
internal sealed class CatalogTransaction(ILiteEngine engine)
{
    private readonly Dictionary<string, CatalogDocument?> _pending = new(StringComparer.Ordinal);
    private readonly List<(byte[] Id, CatalogDocument? Before, CatalogDocument? After)> _steps = [];
    private readonly Dictionary<string, (byte[] Id, int By)> _counts = new(StringComparer.Ordinal);

    /// <summary>Makes the changes; throws before the first one when they cannot all be made.</summary>
    /// <exception cref="CatalogConflictException">A change met another state than it expects.</exception>
    public IReadOnlyList<long> Apply(IReadOnlyList<CatalogChange> changes, out bool hasChanged)
    {
        foreach (var change in changes)
        {
            Check(change);
        }

        Write();
        hasChanged = _steps.Any(step => step.Before is not null || step.After is not null);
        return [.. _steps.Select(step => step.After?.Revision ?? 0)];
    }

    private void Check(CatalogChange change)
    {
        var id = CatalogKeyBytes.OfDocument(change.Project, change.Collection, change.Id);
        var current = Current(id);
        change.ThrowIfUnexpected(current?.Revision ?? 0);
        var next = change.Document is { } document ? document with { Revision = (current?.Revision ?? 0) + 1 } : null;
        foreach (var key in next?.Keys.Where(key => key.IsUnique) ?? [])
        {
            if (Owners(next!, key).Any(owner => owner != change.Id))
            {
                throw CatalogConflictException.OfKey(change.Collection, change.Id, key);
            }
        }

        _pending[Convert.ToBase64String(id)] = next;
        _steps.Add((id, current, next));
    }

    private CatalogDocument? Current(byte[] id) =>
        _pending.TryGetValue(Convert.ToBase64String(id), out var pending) ? pending : Rows(CatalogTables.Documents, "$._id = @0", id) is [var row] ? CatalogCodec.Read(row) : null;

    /// <summary>The ids of the documents that have a key once the changes checked so far are made.</summary>
    private IEnumerable<string> Owners(CatalogDocument document, CatalogKey key)
    {
        var (low, high) = CatalogKeyBytes.Range(CatalogKeyBytes.Prefix(document.Project, document.Collection, key), null, null);
        var stored = Rows(CatalogTables.Documents, "$.k[*] ANY BETWEEN @0 AND @1", low, high)
            .Where(row => !_pending.ContainsKey(Convert.ToBase64String(row["_id"].AsBinary)))
            .Select(row => row["i"].AsString);
        var pending = _pending.Values
            .Where(other => other is not null && other.Project == document.Project && other.Collection == document.Collection)
            .Where(other => other!.Keys.Any(owned => owned.Name == key.Name && owned.Value == key.Value))
            .Select(other => other!.Id);
        return stored.Concat(pending);
    }

    // Of several changes of one document only the last is written: each call of the engine looks its row up.
    private void Write()
    {
        var inserted = new List<BsonDocument>();
        var updated = new List<BsonDocument>();
        var deleted = new List<BsonValue>();
        foreach (var steps in _steps.GroupBy(step => Convert.ToBase64String(step.Id)))
        {
            var (id, before, _) = steps.First();
            var after = steps.Last().After;
            if (after is null)
            {
                deleted.AddRange(before is null ? [] : [id]);
            }
            else
            {
                (before is null ? inserted : updated).Add(CatalogCodec.Write(id, after));
            }

            Count(before, -1);
            Count(after, 1);
        }

        engine.Delete(CatalogTables.Documents, deleted);
        engine.Update(CatalogTables.Documents, updated);
        engine.Insert(CatalogTables.Documents, inserted, BsonAutoId.ObjectId);
        WriteCounts();
    }

    // Totals without a scan: how many documents have each key.
    private void Count(CatalogDocument? document, int by)
    {
        foreach (var key in document?.Keys.Append(CatalogKey.All).Select(key => key with { IsUnique = false }).Distinct() ?? [])
        {
            var id = CatalogKeyBytes.Prefix(document!.Project, document.Collection, key);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, Convert.ToBase64String(id), out _);
            count = (id, count.By + by);
        }
    }

    private void WriteCounts()
    {
        var inserted = new List<BsonDocument>();
        var updated = new List<BsonDocument>();
        foreach (var (id, by) in _counts.Values.Where(count => count.By != 0))
        {
            var rows = Rows(CatalogTables.Counts, "$._id = @0", id);
            (rows.Count == 0 ? inserted : updated).Add(new BsonDocument { ["_id"] = id, ["n"] = (rows is [var row] ? row["n"].AsInt64 : 0) + by });
        }

        engine.Update(CatalogTables.Counts, updated);
        engine.Insert(CatalogTables.Counts, inserted, BsonAutoId.ObjectId);
    }

    private List<BsonDocument> Rows(string table, string where, params BsonValue[] values) =>
        CatalogTables.ToList(engine.Query(table, new LiteQuery { Where = { BsonExpression.Create(where, values) } }));
}
