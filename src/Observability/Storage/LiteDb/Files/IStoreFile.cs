namespace Observability.Storage.LiteDb.Files;

/// <summary>A random-access file: the seam where tests inject full disks and power losses.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills <paramref name="buffer"/> from <paramref name="position"/>; returns how much there was.</summary>
    int Read(long position, Span<byte> buffer);

    void Write(long position, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when everything written so far is on the device.</summary>
    void Sync();
}
