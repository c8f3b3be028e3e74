using System.Buffers.Binary;
using System.Text;

namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>Gives the same string for the same name again: the names of attributes repeat in every span.</summary>
/// <remarks>Each name has one place, which another name may take; the cache never grows. Thread-safe.</remarks>
internal static class NameCache
{
    private const int Size = 2048;
    private const int MaxLength = 64;

    private static readonly string?[] Names = new string?[Size];

    /// <summary>The name as a string, cut at <see cref="OtlpLimits.MaxNameLength"/>.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return utf8.IsEmpty ? "" : Cut(Encoding.UTF8.GetString(utf8));
        }

        ref var place = ref Names[PlaceOf(utf8)];
        var known = place;
        if (known is not null && Ascii.Equals(utf8, known))
        {
            return known;
        }

        var name = Encoding.UTF8.GetString(utf8);
        place = name;
        return name;
    }

    private static string Cut(string name) => name.Length <= OtlpLimits.MaxNameLength
        ? name
        : name[..(char.IsHighSurrogate(name[OtlpLimits.MaxNameLength - 1]) ? OtlpLimits.MaxNameLength - 1 : OtlpLimits.MaxNameLength)];

    private static uint PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        while (utf8.Length >= sizeof(uint))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt32LittleEndian(utf8)) * 2654435761u;
            hash ^= hash >> 15;
            utf8 = utf8[sizeof(uint)..];
        }

        foreach (var rest in utf8)
        {
            hash = (hash ^ rest) * 2654435761u;
        }

        return (hash ^ (hash >> 13)) % Size;
    }
}
