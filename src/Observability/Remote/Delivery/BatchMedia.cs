using Observability.Model;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.Remote.Delivery;

/// <summary>The media that a batch shows: those to upload, each with the first observation that shows it, and where else they and earlier ones are shown.</summary>
internal sealed class BatchMedia
{
    private readonly WaitingMedia _waiting;
    private readonly RecentMedia _recent;
    private readonly Dictionary<MediaId, MediaFacts> _uploaded = [];
    private readonly List<Parcel> _uploads = [];
    private readonly List<ParcelItem> _links = [];

    public BatchMedia(TelemetryBatch batch, WaitingMedia waiting, RecentMedia recent)
    {
        (_waiting, _recent) = (waiting, recent);
        foreach (var record in batch.Observations)
        {
            Add(record, "input", record.Input);
            Add(record, "output", record.Output);
            Add(record, "metadata", record.Metadata);
        }
    }

    /// <summary>What is sent before the batch.</summary>
    public IEnumerable<Parcel> Uploads => _uploads;

    /// <summary>What is sent after it. A Langfuse server lists a trace's media by what was said at their upload: where else they are shown is said here.</summary>
    public IEnumerable<Parcel> Links => _links.Count == 0 ? [] : [new Parcel(ParcelKind.Media, _links)];

    /// <summary>The batch is durable: nothing of it need be held any longer.</summary>
    public void Delivered()
    {
        foreach (var (id, facts) in _uploaded)
        {
            _recent.Add(id, facts);
            _waiting.Remove(id);
        }
    }

    private void Add(ObservationRecord record, string field, Payload? payload)
    {
        foreach (var id in MediaReferences.Of(payload))
        {
            if ((_uploaded.GetValueOrDefault(id) ?? _recent.Find(id)) is { } sent)
            {
                _links.Add(MediaParcels.Link(sent, field, record.TraceId, record.Id));
            }
            else if (_waiting.Find(id) is { } content)
            {
                _uploaded[id] = MediaFacts.Of(content);
                _uploads.Add(new Parcel(ParcelKind.Media, [MediaParcels.Upload(content, field, record.TraceId, record.Id)]));
            }
        }
    }
}
