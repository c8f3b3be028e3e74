using System.Globalization;
using Observability.Model;
using Observability.Storage;

namespace Observability.Browser.Tests.Seeding;

/// <summary>Builds one trace as a batch: observations at seconds from its start, in a tree.</summary>
public sealed class TraceSketch
{
    private readonly List<ObservationRecord> _observations = [];
    private readonly List<Score> _scores = [];
    private readonly double _start;

    public TraceSketch(string id, string name, double start)
    {
        Id = new TraceId(id);
        Name = name;
        _start = start;
    }

    public TraceId Id { get; }

    public string Name { get; }

    public string? User { get; init; }

    public string? Session { get; init; }

    public string Environment { get; init; } = "production";

    public string? Release { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public int Count => _observations.Count;

    /// <summary>Adds an observation; <paramref name="change"/> adds what is special about it.</summary>
    public ObservationId Add(
        ObservationKind kind, string name, double from, double to, ObservationId? parent = null, Func<ObservationRecord, ObservationRecord>? change = null)
    {
        var record = new ObservationRecord
        {
            TraceId = Id,
            Id = new ObservationId(string.Create(CultureInfo.InvariantCulture, $"{Id.Value[..8]}-{_observations.Count:x}")),
            ParentId = parent,
            Kind = kind,
            Name = name,
            StartTime = Moments.At(_start + from),
            EndTime = Moments.At(_start + to),
            Environment = Environment,
            Release = Release,
            UserId = User is null ? null : new UserId(User),
            SessionId = Session is null ? null : new SessionId(Session),
            Tags = Tags,
            TraceName = Name,
        };
        _observations.Add(change?.Invoke(record) ?? record);
        return record.Id;
    }

    public TraceSketch WithScore(string name, ScoreValue value, string? comment = null)
    {
        _scores.Add(new Score
        {
            Id = new ScoreId($"{Id.Value[..8]}-{name}"),
            Name = name,
            Value = value,
            Comment = comment,
            Target = ScoreTarget.Trace(Id),
            Timestamp = Moments.At(_start),
            Source = ScoreSource.Evaluator,
        });
        return this;
    }

    public TelemetryBatch ToBatch() => new() { Observations = _observations, Scores = _scores };
}
