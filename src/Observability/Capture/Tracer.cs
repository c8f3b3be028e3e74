using System.Diagnostics;
using Observability.Capture.Chat;
using Observability.Capture.Interop;
using Observability.Capture.Streams;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.Capture;

/// <summary>Starts observations. One per process is enough; thread-safe.</summary>
/// <example><code>
/// using var span = tracer.StartSpan("answer-ticket");
/// var answer = await tracer.ObserveAsync("classify", async () => await ClassifyAsync(ticket));
/// </code></example>
public sealed class Tracer
{
    private long _observingFailures;

    internal Tracer(LlmObservabilityOptions options, TelemetryPipeline pipeline, TimeProvider timeProvider)
    {
        Options = options;
        Pipeline = pipeline;
        TimeProvider = timeProvider;
        LiveStreams = new LiveStreams(timeProvider, options.StreamTimeout);
        ToolStitcher = new ToolStitcher(this);
    }

    internal LlmObservabilityOptions Options { get; }

    internal TelemetryPipeline Pipeline { get; }

    internal TimeProvider TimeProvider { get; }

    internal LiveStreams LiveStreams { get; }

    internal ToolStitcher ToolStitcher { get; }

    /// <summary>How often the code that captures failed; the application's calls went on.</summary>
    internal long ObservingFailures => Interlocked.Read(ref _observingFailures);

    /// <summary>Starts a span: work with a duration.</summary>
    public ObservationScope StartSpan(string name) => Start(ObservationKind.Span, name);

    /// <summary>Starts a generation: one call of a model.</summary>
    public ObservationScope StartGeneration(string name, string? model = null, string? provider = null) =>
        Start(ObservationKind.Generation, name).SetModel(model, provider);

    /// <summary>Starts a tool call.</summary>
    public ObservationScope StartTool(string name) => Start(ObservationKind.Tool, name);

    /// <summary>Starts a run of an agent.</summary>
    public ObservationScope StartAgent(string name) => Start(ObservationKind.Agent, name);

    /// <summary>Starts a step that combines others.</summary>
    public ObservationScope StartChain(string name) => Start(ObservationKind.Chain, name);

    /// <summary>Starts a retrieval.</summary>
    public ObservationScope StartRetriever(string name) => Start(ObservationKind.Retriever, name);

    /// <summary>Starts an embedding call.</summary>
    public ObservationScope StartEmbedding(string name, string? model = null, string? provider = null) =>
        Start(ObservationKind.Embedding, name).SetModel(model, provider);

    /// <summary>Starts a run of an evaluator.</summary>
    public ObservationScope StartEvaluator(string name) => Start(ObservationKind.Evaluator, name);

    /// <summary>Starts a check.</summary>
    public ObservationScope StartGuardrail(string name) => Start(ObservationKind.Guardrail, name);

    /// <summary>Records a point in time.</summary>
    public void RecordEvent(string name, object? input = null, ObservationLevel level = ObservationLevel.Default)
    {
        using var scope = Start(ObservationKind.Event, name);
        scope.SetInput(input).SetLevel(level);
    }

    /// <summary>Starts an observation of any kind under the current one, or a new trace when there is none, and makes it current.</summary>
    public ObservationScope Start(ObservationKind kind, string name)
    {
        var scope = StartDetached(kind, name, CurrentParent());
        scope.Activate();
        return scope;
    }

    /// <summary>Runs work as an observation: its result becomes the output, its exception is recorded and rethrown.</summary>
    public Task<T> ObserveAsync<T>(string name, Func<Task<T>> work, ObservationKind kind = ObservationKind.Span)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ObserveAsync(name, _ => work(), kind);
    }

    /// <summary>Runs work as an observation that the work can fill; its result becomes the output unless the work set one.</summary>
    public async Task<T> ObserveAsync<T>(string name, Func<ObservationScope, Task<T>> work, ObservationKind kind = ObservationKind.Span)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var scope = Start(kind, name);
        try
        {
            var result = await work(scope).ConfigureAwait(false);
            if (scope.Output is null)
            {
                scope.SetOutput(result);
            }

            return result;
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }

    /// <summary>Runs work as an observation.</summary>
    public Task ObserveAsync(string name, Func<Task> work, ObservationKind kind = ObservationKind.Span)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ObserveAsync(name, async scope =>
        {
            await work().ConfigureAwait(false);
            return scope.Output;
        }, kind);
    }

    /// <summary>Observes a stream from its first step to its end; a consumer that stops early leaves the observation "abandoned".</summary>
    /// <param name="name">The name of the observation.</param>
    /// <param name="work">Makes the stream; it runs inside the observation, at every step.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>The same items in the same order. They become the output unless the work set one; at most 1,000 are kept.</returns>
    public IAsyncEnumerable<T> ObserveStream<T>(string name, Func<ObservationScope, IAsyncEnumerable<T>> work, ObservationKind kind = ObservationKind.Span)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new ObservedSequence<T>(this, name, kind, work, CancellationToken.None);
    }

    /// <summary>Scores a trace, observation or session, running or long ended.</summary>
    /// <returns>The id of the score.</returns>
    public ScoreId Score(ScoreTarget target, string name, ScoreValue value, string? comment = null, string? author = null)
    {
        var score = new Score
        {
            Project = Options.Project,
            Id = new ScoreId(ActivityTraceId.CreateRandom().ToHexString()),
            Name = name,
            Value = value,
            Target = target,
            Timestamp = TimeProvider.GetUtcNow(),
            Comment = comment,
            Author = author,
            Environment = Options.Environment,
        };
        Pipeline.Add(score);
        return score.Id;
    }

    /// <summary>Starts an observation without making it current.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parent">What it happens in; null begins a trace.</param>
    /// <param name="hasOwnTelemetry">Whether somebody else makes spans and metrics of the same work, so that ours would be doubles.</param>
    internal ObservationScope StartDetached(ObservationKind kind, string name, ObservationScope? parent, bool hasOwnTelemetry = false)
    {
        var foreign = ForeignSpan.Current(kind);
        hasOwnTelemetry |= foreign is not null;
        var mirror = hasOwnTelemetry ? null : MirrorActivity.TryStart(kind, name);
        var scope = StartDetached(kind, name, parent, Instant.Now(TimeProvider), id: SpanIdOf(mirror ?? ForeignSpan.Adopt(foreign, kind), parent));
        scope.Mirror = mirror;
        scope.HasOwnTelemetry = hasOwnTelemetry;
        return scope;
    }

    /// <summary>Starts an observation that began at <paramref name="start"/>, without making it current.</summary>
    internal ObservationScope StartDetached(ObservationKind kind, string name, ObservationScope? parent, Instant start, TraceScope? trace = null, ObservationId? id = null)
    {
        trace ??= parent?.Trace ?? new TraceScope(this, NewTraceId(start.Time), start.Time, LlmTrace.Attributes);
        return new ObservationScope(this, trace, parent, kind, name, start, id ?? NewIds.Observation(), parent is null);
    }

    /// <summary>What an observation that starts now happens in: the ambient one, else the tool that a function loop runs now.</summary>
    internal static ObservationScope? CurrentParent() => AmbientScope.Current ?? ToolStitcher.CurrentTool();

    /// <summary>Called where observing threw: it may never reach the application.</summary>
    internal void ObservingFailed(Exception exception)
    {
        _ = exception;
        Interlocked.Increment(ref _observingFailures);
    }

    /// <summary>Ends what would never end by itself: the process stops.</summary>
    internal void Stop()
    {
        LiveStreams.Dispose();
        ToolStitcher.Dispose();
    }

    /// <summary>Called once by every scope that ends.</summary>
    internal void Ended(ObservationScope scope)
    {
        MirrorActivity.Stop(scope);
        GenAIMetrics.Record(scope);
        Pipeline.Add(scope);
        if (scope.IsRoot)
        {
            scope.Trace.RootEnded();
        }
    }

    // An id is taken over only within one trace: where roots begin traces of their own, the span belongs to another one.
    private ObservationId? SpanIdOf(Activity? activity, ObservationScope? parent)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C })
        {
            return null;
        }

        var sameTrace = parent is null ? Options.TraceRoots == TraceRootMode.FollowActivity : parent.Trace.Id.Value == activity.TraceId.ToHexString();
        return sameTrace ? new ObservationId(activity.SpanId.ToHexString()) : null;
    }

    private TraceId NewTraceId(DateTimeOffset now)
    {
        var activity = Options.TraceRoots == TraceRootMode.FollowActivity ? Activity.Current : null;
        return activity is { IdFormat: ActivityIdFormat.W3C }
            ? new TraceId(activity.TraceId.ToHexString())
            : NewIds.Trace(now);
    }
}
