using System.Diagnostics;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Capture;

/// <summary>A live observation: started by <see cref="Tracer"/>, filled while the work runs, ended by disposal.</summary>
/// <remarks>
/// Never throws into the application. Setters may be called from any thread until it ends; after that they do nothing.
/// A scope is made current for its asynchronous flow when it starts and gives way to its parent when it ends.
/// </remarks>
public sealed partial class ObservationScope : IDisposable
{
    /// <summary>The metadata key of the values that were inserted into a registry prompt.</summary>
    internal const string PromptVariablesKey = "promptVariables";

    private readonly ObservationScope? _ambientBefore;
    private IUsageSource? _usageSource;
    private Usage? _usage;
    private int _ended;

    internal ObservationScope(Tracer tracer, TraceScope trace, ObservationScope? parent, ObservationKind kind, string name, Instant start, ObservationId id, bool isRoot)
    {
        Tracer = tracer;
        Trace = trace;
        Parent = parent;
        Kind = kind;
        Name = name;
        StartTime = start.Time;
        StartTimestamp = start.Timestamp;
        Id = id;
        IsRoot = isRoot;
        _ambientBefore = AmbientScope.Current;
        if (kind is ObservationKind.Generation)
        {
            for (var ancestor = parent; ancestor is { HasGenerations: false }; ancestor = ancestor.Parent)
            {
                ancestor.HasGenerations = true;
            }
        }
    }

    /// <summary>The trace it belongs to.</summary>
    public TraceScope Trace { get; }

    /// <summary>Its id.</summary>
    public ObservationId Id { get; }

    /// <summary>What it is.</summary>
    public ObservationKind Kind { get; internal set; }

    /// <summary>Its name.</summary>
    public string Name { get; internal set; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartTime { get; }

    internal Tracer Tracer { get; }

    internal ObservationScope? Parent { get; private set; }

    internal bool IsRoot { get; private set; }

    /// <summary>What the code that captures keeps with it while it runs, so that code called inside finds it.</summary>
    internal object? State { get; set; }

    /// <summary>Whether the tools called in it are captured as they run, so that nothing needs to be inferred from messages.</summary>
    internal bool OwnsTools { get; set; }

    /// <summary>Whether a generation was captured anywhere in it: then the sum of their usage must not be counted once more.</summary>
    internal bool HasGenerations { get; private set; }

    /// <summary>Whether the model below a cache was really asked.</summary>
    internal bool ReachedModel { get; set; }

    internal long StartTimestamp { get; }

    internal Activity? Mirror { get; set; }

    /// <summary>Whether somebody else makes spans and metrics of the same work.</summary>
    internal bool HasOwnTelemetry { get; set; }

    /// <summary>The model that was asked for, where the answer named another.</summary>
    internal string? RequestModel { get; private set; }

    /// <summary>Where the model is served.</summary>
    internal Uri? Server { get; set; }

    internal object? Input { get; private set; }

    internal object? Output { get; private set; }

    internal object? ParametersSource { get; private set; }

    internal Dictionary<string, object?>? Metadata { get; private set; }

    internal string? Model { get; private set; }

    internal string? Provider { get; private set; }

    internal string? FinishReason { get; private set; }

    /// <summary>The tokens; mapped from the provider's answer only when somebody asks, which is on the pipeline's thread.</summary>
    internal Usage? Usage => _usage ??= _usageSource?.ToUsage();

    internal Cost? Cost { get; private set; }

    internal PromptLink? Prompt { get; private set; }

    /// <summary>The prompt that the model calls inside are made from: said by what renders prompts, where no options or messages carry it.</summary>
    internal PromptUse? PromptForCalls { get; set; }

    /// <summary>What an enclosing observation says about the model calls inside; a tool's own calls are not made from its caller's prompt.</summary>
    internal PromptUse? InheritedPrompt
    {
        get
        {
            for (var scope = Parent; scope is not null; scope = scope.Parent)
            {
                if (scope.PromptForCalls is { } use)
                {
                    return use;
                }

                if (scope.Kind == ObservationKind.Tool)
                {
                    return null;
                }
            }

            return null;
        }
    }

    internal bool IsCacheHit { get; private set; }

    internal ObservationLevel Level { get; private set; }

    internal ObservationStatus Status { get; private set; }

    internal string? StatusMessage { get; private set; }

    internal Exception? Exception { get; private set; }

    internal TimeSpan? TimeToFirstToken { get; private set; }

    internal TimeSpan Duration { get; private set; }

    internal bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Scores the observation.</summary>
    /// <returns>The id of the score.</returns>
    public ScoreId Score(string name, ScoreValue value, string? comment = null, string? author = null) =>
        Tracer.Score(ScoreTarget.Observation(Trace.Id, Id), name, value, comment, author);

    /// <summary>Ends the observation and hands it to the pipeline; later calls do nothing.</summary>
    public void Dispose() => End(restoreAmbient: true);

    /// <summary>Makes it the current one of this flow: an async iterator resumes in its consumer's context and must do so before every step.</summary>
    internal void Activate()
    {
        AmbientScope.Current = this;
        if (Mirror is { IsStopped: false } mirror)
        {
            Activity.Current = mirror;
        }
    }

    /// <summary>Puts a new observation between this one and its parent: that a call was a loop shows only after its first step.</summary>
    internal ObservationScope InsertParent(ObservationKind kind, string name)
    {
        var inserted = Tracer.StartDetached(kind, name, Parent, new Instant(StartTime, StartTimestamp), Trace);
        inserted.IsRoot = IsRoot;
        Parent = inserted;
        IsRoot = false;
        return inserted;
    }

    internal void End(bool restoreAmbient) => End(Tracer.TimeProvider.GetTimestamp(), restoreAmbient);

    /// <summary>Ends it as of an earlier timestamp, without touching the ambient scope.</summary>
    internal void EndAt(long timestamp) => End(timestamp, restoreAmbient: false);

    private void End(long timestamp, bool restoreAmbient)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        Duration = Tracer.TimeProvider.GetElapsedTime(StartTimestamp, timestamp);
        if (restoreAmbient && ReferenceEquals(AmbientScope.Current, this))
        {
            // Scopes disposed out of order: what has ended meanwhile may not become current again.
            var before = _ambientBefore;
            for (; before is { IsEnded: true }; before = before._ambientBefore)
            {
            }

            AmbientScope.Current = before;
        }

        Tracer.Ended(this);
    }
}
