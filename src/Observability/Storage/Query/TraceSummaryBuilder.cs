using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Derives a trace's summary from what was said about it and from the last version of each of its observations.</summary>
/// <remarks>
/// Add every observation once, in any order: the result does not depend on it. What the trace records said wins, also that there is no value; else the root
/// observation's value counts; else, for user, session, release, version and trace name, that of the earliest observation that has one.
/// The root is the earliest observation without a parent, or the earliest of all when every parent is elsewhere (a trace continued from
/// another service). Usage and cost count wherever an observation carries them: whoever writes observations puts a sum on an agent or
/// loop only when no model call below it reports its own.
/// </remarks>
internal sealed class TraceSummaryBuilder(ProjectId project, TraceId id)
{
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _providers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _prompts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _tags = new(StringComparer.Ordinal);
    private ObservationRecord? _root;
    private EarliestValue<string> _traceName;
    private EarliestValue<string> _release;
    private EarliestValue<string> _version;
    private EarliestValue<UserId?> _user;
    private EarliestValue<SessionId?> _session;
    private DateTimeOffset? _start;
    private DateTimeOffset? _end;
    private int _count;
    private int _errors;
    private ObservationLevel _level;
    private long _input;
    private long _output;
    private long _total;
    private decimal? _cost;
    private bool _hasEstimates;
    private ulong _kinds;
    private ulong _statuses;

    /// <summary>Whether an observation failed: its status says so, or a foreign SDK gave it the level error.</summary>
    public static bool IsFailed(ObservationRecord observation) =>
        observation.Status is ObservationStatus.Failed || observation.Level is ObservationLevel.Error;

    /// <summary>The root of what was added; null when nothing was.</summary>
    public ObservationRecord? Root => _root;

    public void Add(ObservationRecord observation)
    {
        _count++;
        _errors += IsFailed(observation) ? 1 : 0;
        _level = observation.Level > _level ? observation.Level : _level;
        _kinds |= 1UL << (int)observation.Kind;
        _statuses |= 1UL << (int)observation.Status;
        _start = _start < observation.StartTime ? _start : observation.StartTime;
        _end = _end > observation.EndTime || observation.EndTime is null ? _end : observation.EndTime;
        if (_root is null || IsBetterRoot(observation, _root))
        {
            _root = observation;
        }

        _traceName.Offer(observation, observation.TraceName);
        _release.Offer(observation, observation.Release);
        _version.Offer(observation, observation.Version);
        _user.Offer(observation, observation.UserId);
        _session.Offer(observation, observation.SessionId);
        _tags.UnionWith(observation.Tags);
        AddModelCall(observation);
    }

    /// <summary>Builds the summary with all payloads; null when nothing is known of the trace.</summary>
    public DerivedTrace? Build(TraceRecord? said)
    {
        if (said is null && _root is null)
        {
            return null;
        }

        var start = _start ?? said!.Timestamp;
        T? Derived<T>(TraceProperties property, T? value) => said?.Cleared.HasFlag(property) == true ? default : value;
        var trace = new TraceRecord
        {
            Project = project,
            Id = id,
            Timestamp = said?.Timestamp ?? start,
            Name = said?.Name ?? Derived(TraceProperties.Name, _root?.TraceName ?? _traceName.Value ?? _root?.Name),
            Input = said?.Input ?? Derived(TraceProperties.Input, _root?.Input),
            Output = said?.Output ?? Derived(TraceProperties.Output, _root?.Output),
            Metadata = said?.Metadata ?? Derived(TraceProperties.Metadata, _root?.Metadata),
            Environment = said?.Environment ?? _root?.Environment ?? TraceEnvironment.Default,
            Release = said?.Release ?? Derived(TraceProperties.Release, _root?.Release ?? _release.Value),
            Version = said?.Version ?? Derived(TraceProperties.Version, _root?.Version ?? _version.Value),
            UserId = said?.UserId ?? Derived(TraceProperties.UserId, _root?.UserId ?? _user.Value),
            SessionId = said?.SessionId ?? Derived(TraceProperties.SessionId, _root?.SessionId ?? _session.Value),
            Tags = TraceMerge.UniteTags(said?.Tags ?? [], [.. _tags]),
            IsPublic = said?.IsPublic,
            IsBookmarked = said?.IsBookmarked,
        };
        var summary = new TraceSummary
        {
            Trace = trace,
            StartTime = start,
            EndTime = _end,
            ObservationCount = _count,
            ErrorCount = _errors,
            Level = _level,
            InputTokens = _input,
            OutputTokens = _output,
            TotalTokens = _total,
            TotalCost = _cost,
            HasEstimates = _hasEstimates,
            Models = [.. _models],
        };
        return new DerivedTrace { Summary = summary, Kinds = _kinds, Statuses = _statuses, Providers = [.. _providers], PromptNames = [.. _prompts] };
    }

    private static bool IsBetterRoot(ObservationRecord candidate, ObservationRecord root)
    {
        if (candidate.ParentId is null != root.ParentId is null)
        {
            return candidate.ParentId is null;
        }

        if (candidate.StartTime != root.StartTime)
        {
            return candidate.StartTime < root.StartTime;
        }

        // Parent and child may start in the same microsecond.
        if (candidate.ParentId == root.Id || root.ParentId == candidate.Id)
        {
            return root.ParentId == candidate.Id;
        }

        return string.CompareOrdinal(candidate.Id.Value, root.Id.Value) < 0;
    }

    private void AddModelCall(ObservationRecord observation)
    {
        if (observation.Model is { } model)
        {
            _models.Add(model);
        }

        if (observation.Provider is { } provider)
        {
            _providers.Add(provider);
        }

        if (observation.Prompt is { } prompt)
        {
            _prompts.Add(prompt.Name);
        }

        if (observation.Usage is { } usage)
        {
            _input += usage.Input ?? 0;
            _output += usage.Output ?? 0;
            _total += usage.TotalTokens;
            _hasEstimates |= usage.IsEstimated;
        }

        if (observation.Cost is { } cost)
        {
            _cost = (_cost ?? 0) + cost.Total;
            _hasEstimates |= cost.Source is CostSource.Estimated;
        }
    }
}
