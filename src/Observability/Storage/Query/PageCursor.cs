using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Observability.Storage.Query;

/// <summary>Where a page ended, as text for the caller: version, fingerprint of the query, order value, id.</summary>
/// <remarks>Opaque to callers but not signed: it holds nothing that the page did not show, and a forged one only moves the start of a page.</remarks>
internal static class PageCursor
{
    private const byte FormatVersion = 1;
    private const int HeaderLength = 1 + 8 + 1 + 8 + 4;
    private const int MaxLength = 16 * 1024;

    public static string Encode(ulong fingerprint, in SortKey key)
    {
        var text = key.Value.Text ?? "";
        var textLength = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[HeaderLength + textLength + Encoding.UTF8.GetByteCount(key.Id)];
        bytes[0] = FormatVersion;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), fingerprint);
        bytes[9] = (byte)key.Value.Kind;
        var bits = key.Value.Kind is SortValueKind.Number ? BitConverter.DoubleToInt64Bits(key.Value.Number) : key.Value.Integer;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(10), bits);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), textLength);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(HeaderLength));
        Encoding.UTF8.GetBytes(key.Id, bytes.AsSpan(HeaderLength + textLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the key after which the next page begins.</summary>
    /// <exception cref="ArgumentException">The cursor is malformed, of another version or of another query.</exception>
    public static SortKey Decode(string cursor, ulong fingerprint)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            throw Invalid(cursor, "is not one of ours");
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= HeaderLength || bytes[0] != FormatVersion || bytes[9] > (byte)SortValueKind.Text)
        {
            throw Invalid(cursor, "is not one of ours");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(1)) != fingerprint)
        {
            throw Invalid(cursor, "belongs to another query");
        }

        var textLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(18));
        if (textLength < 0 || textLength > bytes.Length - HeaderLength)
        {
            throw Invalid(cursor, "is not one of ours");
        }

        var bits = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(10));
        var value = (SortValueKind)bytes[9] switch
        {
            SortValueKind.Integer => SortValue.From(bits),
            SortValueKind.Number => SortValue.From(BitConverter.Int64BitsToDouble(bits)),
            SortValueKind.Text => SortValue.From(Encoding.UTF8.GetString(bytes.AsSpan(HeaderLength, textLength))),
            _ => default,
        };
        return new SortKey(value, Encoding.UTF8.GetString(bytes.AsSpan(HeaderLength + textLength)));
    }

    private static ArgumentException Invalid(string cursor, string problem) =>
        new($"The cursor '{cursor[..Math.Min(cursor.Length, 40)]}' {problem}. Repeat the query without a cursor and use the one its page returns.", nameof(cursor));
}
