using System.Text;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Catalog;

/// <summary>The keys of catalog documents as bytes: whose they are and what they say as a hash, then the sort inverted, so that an upward scan gives the largest first.</summary>
internal static class CatalogKeyBytes
{
    // The complement of a zero: ends the sort, and comes after whatever continues it.
    private const byte End = 0xFF;
    private const int IdBytes = 8;

    public static byte[] OfDocument(ProjectId project, string collection, string id) => StoreKey.OfId(project, $"d{collection.Length}:{collection}{id}");

    /// <summary>What all documents with the key have in common.</summary>
    public static byte[] Prefix(ProjectId project, string collection, CatalogKey key) =>
        StoreKey.OfId(project, $"k{collection.Length}:{collection}{key.Name.Length}:{key.Name}{key.Value}");

    public static byte[] OfKey(byte[] prefix, string sort, byte[] document) => [.. prefix, .. Inverted(sort), End, .. document.AsSpan(0, IdBytes)];

    /// <summary>The first and last keys of a query without its cursor.</summary>
    public static (byte[] Low, byte[] High) Range(byte[] prefix, string? from, string? to) => (
        to is null ? prefix : [.. prefix, .. Inverted(to), End],
        [.. prefix, .. Inverted(from ?? ""), End, .. Enumerable.Repeat(End, IdBytes)]);

    private static byte[] Inverted(string sort)
    {
        var bytes = Encoding.UTF8.GetBytes(sort);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0xFF;
        }

        return bytes;
    }
}
