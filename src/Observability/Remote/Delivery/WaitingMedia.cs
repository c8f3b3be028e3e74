using Observability.Model;

namespace Observability.Remote.Delivery;

/// <summary>Holds media from when they are handed over until the batch that shows them is durable: a server takes none without the trace they belong to. Thread-safe.</summary>
/// <remarks>A process that ends in between loses neither more nor less than the observation they are part of.</remarks>
internal sealed class WaitingMedia
{
    /// <summary>The most bytes that wait, but always one object; the oldest go first.</summary>
    public const long MaxBytes = 256 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<MediaId, MediaContent> _contents = [];
    private long _bytes;

    /// <summary>Adds a media object; returns how many had to go for it.</summary>
    public int Add(MediaContent content)
    {
        lock (_lock)
        {
            if (!_contents.TryAdd(content.Id, content))
            {
                return 0;
            }

            var dropped = 0;
            for (_bytes += content.Content.Length; _bytes > MaxBytes && _contents.Count > 1; dropped++)
            {
                _bytes -= _contents.GetAt(0).Value.Content.Length;
                _contents.RemoveAt(0);
            }

            return dropped;
        }
    }

    public MediaContent? Find(MediaId id)
    {
        lock (_lock)
        {
            return _contents.GetValueOrDefault(id);
        }
    }

    public void Remove(MediaId id)
    {
        lock (_lock)
        {
            if (_contents.Remove(id, out var content))
            {
                _bytes -= content.Content.Length;
            }
        }
    }
}
