using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

/// <summary>A store in this process's memory, for tests, demonstrations and short-lived tools.</summary>
/// <remarks>
/// Thread-safe. Bounded by <see cref="InMemoryTraceStoreOptions"/>: when a write goes over a limit, whole traces are dropped, oldest first,
/// down to nine tenths of it; scores of sessions and dataset runs count with the project and stay. Nothing survives the process.
/// Search reads the payloads of what the other conditions leave; there is no index. It keeps media too, up to 256 MiB.
/// </remarks>
public sealed partial class InMemoryTraceStore : ITraceStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ProjectId, InMemoryProject> _projects = [];
    private readonly int _maxObservations;
    private readonly long _maxBytes;
    private bool _isDisposed;

    /// <summary>Creates an empty store.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1.</exception>
    public InMemoryTraceStore(InMemoryTraceStoreOptions? options = null)
    {
        options ??= new InMemoryTraceStoreOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxObservations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, 1);
        _maxObservations = options.MaxObservations;
        _maxBytes = options.MaxBytes;
    }

    /// <inheritdoc/>
    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var trace in batch.Traces)
            {
                GetOrAdd(trace.Project).Write(StoredForm.Of(trace));
            }

            foreach (var observation in batch.Observations)
            {
                GetOrAdd(observation.Project).Write(StoredForm.Of(observation));
            }

            foreach (var score in batch.Scores)
            {
                GetOrAdd(score.Project).Write(StoredForm.Of(score));
            }

            EvictOldest();
        }

        return Task.CompletedTask;
    }

    /// <summary>Drops everything; later calls throw.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _projects.Clear();
        }

        return ValueTask.CompletedTask;
    }

    private InMemoryProject GetOrAdd(ProjectId project)
    {
        if (!_projects.TryGetValue(project, out var found))
        {
            found = new InMemoryProject(project);
            _projects.Add(project, found);
        }

        return found;
    }

    // Sorting all traces is paid once per tenth of the store, not per write.
    private void EvictOldest()
    {
        var observations = _projects.Values.Sum(project => (long)project.ObservationCount);
        var bytes = _projects.Values.Sum(project => project.Bytes);
        if (observations <= _maxObservations && bytes <= _maxBytes)
        {
            return;
        }

        var oldestFirst = _projects.Values.SelectMany(project => project.Traces.Select(trace => (project, trace))).OrderBy(entry => entry.trace.Time).ToList();
        foreach (var (project, trace) in oldestFirst)
        {
            if (observations <= _maxObservations - (_maxObservations / 10) && bytes <= _maxBytes - (_maxBytes / 10))
            {
                break;
            }

            observations -= trace.Observations.Count;
            bytes -= trace.Bytes;
            project.Delete(trace);
        }
    }
}
