using Observability.Model;

namespace Observability.Capture;

/// <summary>A live trace: what the application says about it while it runs.</summary>
/// <remarks>
/// Thread-safe. Reached through <see cref="LlmTrace.Current"/> or <see cref="ObservationScope.Trace"/>. Written once when the
/// root observation ends; changes after that are written as an update.
/// </remarks>
public sealed class TraceScope
{
    private readonly Lock _lock = new();
    private readonly Tracer _tracer;
    private readonly DateTimeOffset _startTime;
    private List<string>? _tags;
    private Dictionary<string, object?>? _metadata;
    private bool _rootEnded;

    internal TraceScope(Tracer tracer, TraceId id, DateTimeOffset startTime, TraceAttributes? attributes)
    {
        _tracer = tracer;
        Id = id;
        _startTime = startTime;
        if (attributes is not null)
        {
            Apply(attributes);
        }
    }

    /// <summary>Guards the metadata of the trace and of its observations: one lock for all, because metadata is seldom set.</summary>
    internal Lock Lock => _lock;

    /// <summary>The id of the trace.</summary>
    public TraceId Id { get; }

    /// <summary>The name; the root observation's when null.</summary>
    public string? Name { get; private set; }

    /// <summary>The end user.</summary>
    public UserId? UserId { get; private set; }

    /// <summary>The session.</summary>
    public SessionId? SessionId { get; private set; }

    /// <summary>The environment; the option's when null.</summary>
    public string? Environment { get; private set; }

    /// <summary>The release; the option's when null.</summary>
    public string? Release { get; private set; }

    /// <summary>The version; the option's when null.</summary>
    public string? Version { get; private set; }

    /// <summary>Whether anyone with the link may read the trace.</summary>
    public bool? IsPublic { get; private set; }

    /// <summary>The tags, in the order they were added.</summary>
    public IReadOnlyList<string> Tags
    {
        get
        {
            lock (_lock)
            {
                return _tags is null ? [] : [.. _tags];
            }
        }
    }

    /// <summary>Names the trace.</summary>
    public TraceScope SetName(string name) => Change(() => Name = name);

    /// <summary>Says which end user it is for; null or blank text says nothing.</summary>
    public TraceScope SetUser(string? userId) => string.IsNullOrWhiteSpace(userId) ? this : Change(() => UserId = new UserId(userId));

    /// <summary>Says which session it is part of; null or blank text says nothing.</summary>
    public TraceScope SetSession(string? sessionId) => string.IsNullOrWhiteSpace(sessionId) ? this : Change(() => SessionId = new SessionId(sessionId));

    /// <summary>Says which environment it runs in.</summary>
    public TraceScope SetEnvironment(string environment) => Change(() => Environment = TraceEnvironment.Normalize(environment));

    /// <summary>Says which release of the application it runs.</summary>
    public TraceScope SetRelease(string release) => Change(() => Release = release);

    /// <summary>Says which version of the component it runs.</summary>
    public TraceScope SetVersion(string version) => Change(() => Version = version);

    /// <summary>Says whether anyone with the link may read it.</summary>
    public TraceScope SetPublic(bool isPublic = true) => Change(() => IsPublic = isPublic);

    /// <summary>Adds tags; a tag it has already is not added again. At most <see cref="MetadataLimits.MaxTags"/> are kept.</summary>
    public TraceScope AddTags(params IEnumerable<string> tags) => Change(() =>
    {
        _tags ??= [];
        foreach (var tag in tags)
        {
            if (!string.IsNullOrWhiteSpace(tag) && _tags.Count < MetadataLimits.MaxTags && !_tags.Contains(tag))
            {
                _tags.Add(tag);
            }
        }
    });

    /// <summary>Sets a metadata value; it is converted to JSON now. At most <see cref="MetadataLimits.MaxKeys"/> keys are kept.</summary>
    public TraceScope SetMetadata(string key, object? value) => Change(() =>
    {
        _metadata ??= [];
        if (_metadata.Count < MetadataLimits.MaxKeys || _metadata.ContainsKey(key))
        {
            _metadata[key] = CapturedValue.Snapshot(value, _tracer.Options);
        }
    });

    /// <summary>Scores the trace.</summary>
    /// <returns>The id of the score.</returns>
    public ScoreId Score(string name, ScoreValue value, string? comment = null, string? author = null) =>
        _tracer.Score(ScoreTarget.Trace(Id), name, value, comment, author);

    internal void Apply(TraceAttributes attributes) => Change(() =>
    {
        Name = attributes.Name ?? Name;
        UserId = string.IsNullOrWhiteSpace(attributes.UserId) ? UserId : new UserId(attributes.UserId);
        SessionId = string.IsNullOrWhiteSpace(attributes.SessionId) ? SessionId : new SessionId(attributes.SessionId);
        Environment = attributes.Environment is null ? Environment : TraceEnvironment.Normalize(attributes.Environment);
        Release = attributes.Release ?? Release;
        Version = attributes.Version ?? Version;
        if (attributes.Tags is { Count: > 0 } tags)
        {
            _tags = [.. tags.Distinct().Take(MetadataLimits.MaxTags)];
        }

        if (attributes.Metadata is { } metadata)
        {
            _metadata = metadata.Take(MetadataLimits.MaxKeys).ToDictionary(pair => pair.Key, pair => (object?)CapturedValue.Snapshot(pair.Value, _tracer.Options));
        }
    });

    /// <summary>Called by the root observation when it ends.</summary>
    internal void RootEnded()
    {
        TraceUpdate? update;
        lock (_lock)
        {
            _rootEnded = true;
            update = Said() ? ToUpdate() : null;
        }

        if (update is not null)
        {
            _tracer.Pipeline.Add(update);
        }
    }

    private TraceScope Change(Action change)
    {
        TraceUpdate? update = null;
        lock (_lock)
        {
            change();
            if (_rootEnded)
            {
                update = ToUpdate();
            }
        }

        if (update is not null)
        {
            _tracer.Pipeline.Add(update);
        }

        return this;
    }

    private bool Said() => Name is not null || UserId is not null || SessionId is not null || Environment is not null || Release is not null
        || Version is not null || IsPublic is not null || _tags is not null || _metadata is not null;

    private TraceUpdate ToUpdate() => new(
        new TraceRecord
        {
            Project = _tracer.Options.Project,
            Id = Id,
            Timestamp = _startTime,
            Name = Name,
            UserId = UserId,
            SessionId = SessionId,
            Environment = Environment,
            Release = Release,
            Version = Version,
            IsPublic = IsPublic,
            Tags = _tags is null ? [] : [.. _tags],
        },
        _metadata is null ? null : new Dictionary<string, object?>(_metadata));
}
