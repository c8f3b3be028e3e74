using System.Globalization;

namespace Observability.Remote.Outbox;

/// <summary>A file of the outbox. Its name says when it was written, so that names sort in the order of delivery, and how many records it holds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record OutboxEntry(string Name, int Records, long Bytes)
{
    public const string Extension = ".parcel";

    private const int TimeDigits = 17;

    /// <summary>When it was written, in microseconds since 1970.</summary>
    public long Time => long.Parse(Name.AsSpan(0, TimeDigits), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Names a file: microseconds since 1970, a token that no other process has, the number of records.</summary>
    public static string NameOf(long microseconds, string process, int records) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds:D17}-{process}-{records}{Extension}");

    /// <summary>The entry that takes this one's place in the order with a part of its records.</summary>
    public OutboxEntry With(int records, long bytes) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Name[..Name.LastIndexOf('-')]}-{records}{Extension}"), records, bytes);

    /// <summary>Reads the name of a file; null for a file that is none of ours.</summary>
    public static OutboxEntry? TryRead(FileInfo file)
    {
        var parts = Path.GetFileNameWithoutExtension(file.Name).Split('-');
        return file.Extension == Extension && parts.Length == 3 && parts[0].Length == TimeDigits && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var records)
            ? new OutboxEntry(file.Name, records, file.Length)
            : null;
    }
}
