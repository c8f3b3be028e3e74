namespace Observability.Storage.LiteDb.Files;

/// <summary>Gives LiteDB a <see cref="Stream"/> over a file; LiteDB itself locks every access to it.</summary>
internal class PositionalStream(IStoreFile file) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => File.Length;

    public override long Position { get; set; }

    protected IStoreFile File { get; } = file;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = File.Read(Position, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        File.Write(Position, buffer.AsSpan(offset, count));
        Position += count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => File.SetLength(value);

    public override void Flush()
    {
    }
}
