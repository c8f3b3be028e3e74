using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>A score as a row.</summary>
internal readonly struct ScoreRow(Score score) : IQueryRow
{
    public long StartTicks => score.Timestamp.UtcTicks;

    public IReadOnlyList<Score> Scores => [];

    public string? Text(FilterField field) => field switch
    {
        FilterField.Id => score.Id.Value,
        FilterField.TraceId => score.Target.TraceId?.Value,
        FilterField.ObservationId => score.Target.ObservationId?.Value,
        FilterField.SessionId => score.Target.SessionId?.Value,
        FilterField.DatasetRunId => score.Target.DatasetRunId,
        FilterField.Name => score.Name,
        FilterField.Environment => score.Environment,
        FilterField.ScoreText => score.Value.Text,
        FilterField.Author => score.Author,
        FilterField.ConfigId => score.ConfigId,
        FilterField.QueueId => score.QueueId,
        _ => throw UnknownField.Of(field),
    };

    public IReadOnlyList<string> List(FilterField field) => throw UnknownField.Of(field);

    public double? Number(FilterField field) => field switch
    {
        FilterField.ScoreNumber => score.Value.Text is null ? score.Value.Number : null,
        _ => throw UnknownField.Of(field),
    };

    public ulong Bits(FilterField field) => field switch
    {
        FilterField.ScoreSource => 1UL << (int)score.Source,
        FilterField.ScoreType => 1UL << (int)score.Value.Type,
        _ => throw UnknownField.Of(field),
    };

    public string? Metadata(string key) => MetadataText.Get(score.Metadata, key);
}
