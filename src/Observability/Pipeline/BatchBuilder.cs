using Observability.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.Pipeline;

/// <summary>Turns entries into the records of one batch and, once it is written or not, settles their account.</summary>
internal sealed class BatchBuilder(TelemetryQueue queue, RecordProcessor processor, PipelineHealth health)
{
    private readonly List<ObservationRecord> _observations = [];
    private readonly List<TraceRecord> _traces = [];
    private readonly List<Score> _scores = [];
    private readonly List<Submission> _submissions = [];
    private long _filtered;
    private long _dropped;
    private long _bytes;

    /// <summary>Media that the records name.</summary>
    public List<(ProjectId Project, MediaContent Content)> Media { get; } = [];

    public bool IsEmpty => _observations.Count + _traces.Count + _scores.Count == 0;

    public void Add(QueuedItem item)
    {
        _bytes += item.Bytes;
        switch (item.Value)
        {
            case Submission submission:
                _submissions.Add(submission);
                foreach (var observation in submission.Batch.Observations)
                {
                    Add(observation, static (p, o, media) => p.Process(o, media));
                }

                foreach (var trace in submission.Batch.Traces)
                {
                    Try(trace, _traces, static (p, t, media) => p.Process(t, media));
                }

                foreach (var score in submission.Batch.Scores)
                {
                    Try(score, _scores, static (p, s, media) => p.Process(s, media));
                }

                break;
            case ObservationScope scope:
                Add(scope, static (p, s, media) => p.Process(s, media));
                break;
            case PreparedObservation prepared:
                Add(prepared, static (p, o, media) => p.Process(o, media));
                break;
            case TraceUpdate update:
                Try(update, _traces, static (p, u, media) => p.Process(u, media));
                break;
            case Score score:
                Try(score, _scores, static (p, s, media) => p.Process(s, media));
                break;
        }
    }

    public TelemetryBatch ToBatch() => new() { Observations = _observations, Traces = _traces, Scores = _scores };

    /// <summary>Settles all entries: with no error they are durable.</summary>
    public void Settle(Exception? error)
    {
        var records = _observations.Count + _traces.Count + _scores.Count;
        queue.Settle(written: error is null ? records : 0, dropped: _dropped + (error is null ? 0 : records), filtered: _filtered, bytes: _bytes);
        if (error is not null || _dropped > 0)
        {
            health.Lost();
        }

        foreach (var submission in _submissions)
        {
            if (error is null)
            {
                submission.Complete();
            }
            else
            {
                submission.Fail(new IOException($"The store did not take the batch: {error.Message}", error));
            }
        }
    }

    private void Add<T>(T item, Func<RecordProcessor, T, Action<ProjectId, MediaContent>, ObservationRecord?> process)
    {
        try
        {
            if (process(processor, item, AddMedia) is { } record)
            {
                _observations.Add(record);
            }
            else
            {
                _filtered++;
            }
        }
        catch (Exception exception)
        {
            Drop(exception);
        }
    }

    private void Try<T, TRecord>(T item, List<TRecord> into, Func<RecordProcessor, T, Action<ProjectId, MediaContent>, TRecord> process)
    {
        try
        {
            into.Add(process(processor, item, AddMedia));
        }
        catch (Exception exception)
        {
            Drop(exception);
        }
    }

    private void AddMedia(ProjectId project, MediaContent content) => Media.Add((project, content));

    private void Drop(Exception exception)
    {
        _dropped++;
        health.ProcessingFailed("a record", exception);
    }
}
