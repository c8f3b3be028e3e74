using System.Buffers.Text;
using System.Text;

namespace Observability.Storage.Catalog;

/// <summary>Where a page of the catalog ended, as text: the sort and id of its last document.</summary>
internal readonly record struct CatalogCursor(string Sort, string Id)
{
    private const int MaxLength = 8 * 1024;

    public static string Encode(CatalogDocument last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{last.Sort.Length}:{last.Sort}{last.Id}"));

    /// <exception cref="ArgumentException">The text is not one of ours.</exception>
    public static CatalogCursor Decode(string cursor)
    {
        if (cursor.Length <= MaxLength && Base64Url.IsValid(cursor))
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            if (text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
                && int.TryParse(text.AsSpan(0, colon), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length)
                && text.Length > colon + 1 + length)
            {
                return new CatalogCursor(text.Substring(colon + 1, length), text[(colon + 1 + length)..]);
            }
        }

        throw new ArgumentException($"The cursor '{cursor[..Math.Min(cursor.Length, 40)]}' is not one of ours. Repeat the query without a cursor and use the one its page returns.", nameof(cursor));
    }
}
