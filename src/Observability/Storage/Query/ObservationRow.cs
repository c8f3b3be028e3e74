using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>An observation record as a row.</summary>
/// <param name="observation">The record; metadata filters need its metadata.</param>
/// <param name="scores">Its scores.</param>
internal readonly struct ObservationRow(ObservationRecord observation, IReadOnlyList<Score> scores) : IQueryRow
{
    public ObservationRecord Record => observation;

    public long StartTicks => observation.StartTime.UtcTicks;

    public IReadOnlyList<Score> Scores => scores;

    public string? Text(FilterField field) => field switch
    {
        FilterField.Id => observation.Id.Value,
        FilterField.TraceId => observation.TraceId.Value,
        FilterField.ParentId => observation.ParentId?.Value,
        FilterField.Name => observation.Name,
        FilterField.TraceName => observation.TraceName,
        FilterField.Environment => observation.Environment,
        FilterField.Release => observation.Release,
        FilterField.Version => observation.Version,
        FilterField.UserId => observation.UserId?.Value,
        FilterField.SessionId => observation.SessionId?.Value,
        FilterField.Model => observation.Model,
        FilterField.Provider => observation.Provider,
        FilterField.PromptName => observation.Prompt?.Name,
        FilterField.StatusMessage => observation.StatusMessage,
        _ => throw UnknownField.Of(field),
    };

    public IReadOnlyList<string> List(FilterField field) => field is FilterField.Tags ? observation.Tags : throw UnknownField.Of(field);

    public double? Number(FilterField field) => field switch
    {
        FilterField.PromptVersion => observation.Prompt?.Version,
        FilterField.Latency => (observation.EndTime - observation.StartTime)?.TotalSeconds,
        FilterField.TimeToFirstToken => (observation.FirstTokenTime - observation.StartTime)?.TotalSeconds,
        FilterField.InputTokens => observation.Usage?.Input,
        FilterField.OutputTokens => observation.Usage?.Output,
        FilterField.TotalTokens => observation.Usage?.TotalTokens,
        FilterField.TotalCost => (double?)observation.Cost?.Total,
        _ => throw UnknownField.Of(field),
    };

    public ulong Bits(FilterField field) => field switch
    {
        FilterField.Kind => 1UL << (int)observation.Kind,
        FilterField.Level => 1UL << (int)observation.Level,
        FilterField.Status => 1UL << (int)observation.Status,
        FilterField.ScoreSource => ScoreValues.Sources(scores),
        _ => throw UnknownField.Of(field),
    };

    public string? Metadata(string key) => MetadataText.Get(observation.Metadata, key);
}
