using ZstdSharp;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Compresses with the contexts and the buffer of the calling thread.</summary>
internal static class Zstd
{
    private const int Level = 3;
    private const int SmallestInput = 48;
    private const int LargestKeptScratch = 4 * 1024 * 1024;

    [ThreadStatic]
    private static Compressor? _compressor;

    [ThreadStatic]
    private static Decompressor? _decompressor;

    [ThreadStatic]
    private static byte[]? _scratch;

    /// <summary>Compresses into a buffer that lives until the thread's next call; false when that would not make it smaller.</summary>
    public static bool TryCompress(ReadOnlySpan<byte> raw, out ReadOnlySpan<byte> compressed)
    {
        compressed = default;
        if (raw.Length < SmallestInput)
        {
            return false;
        }

        var bound = Compressor.GetCompressBound(raw.Length);
        var scratch = _scratch is { } kept && kept.Length >= bound ? kept : new byte[bound];
        _scratch = scratch.Length <= LargestKeptScratch ? scratch : null;
        var size = (_compressor ??= new Compressor(Level)).Wrap(raw, scratch);
        compressed = scratch.AsSpan(0, size);
        return size < raw.Length;
    }

    /// <exception cref="InvalidDataException">The bytes are no Zstd frame of exactly that size.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> compressed, int size)
    {
        try
        {
            var raw = new byte[size];
            return (_decompressor ??= new Decompressor()).Unwrap(compressed, raw) == size
                ? raw
                : throw new InvalidDataException("A block of the telemetry store is damaged: its size does not match.");
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A block of the telemetry store is damaged: it cannot be decompressed.", exception);
        }
    }
}
