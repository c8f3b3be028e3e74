using Observability.Model;

namespace Observability.Pipeline;

/// <summary>An observation whose payloads were large, already serialised, bounded and redacted.</summary>
internal sealed record PreparedObservation(ObservationRecord Record, IReadOnlyList<MediaContent> Media, bool IsRoot)
{
    public long Bytes => RecordSize.Of(Record) + Media.Sum(media => media.Content.Length);
}
