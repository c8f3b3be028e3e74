using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Observability.Model;

namespace Observability.Prompts.Caching;

/// <summary>Answers from memory what was asked before; what is old is answered too while one question for all goes to the registry.</summary>
/// <remarks>
/// A change made through this process is seen at once, one made elsewhere when the answer has gone stale. While the registry cannot be
/// reached, old answers stay good; without one, the last good answer on disk is used. A hit allocates nothing.
/// </remarks>
internal sealed partial class CachingPromptRegistry : IPromptRegistry, IDisposable
{
    /// <summary>When there are more, all are forgotten: somebody asks for versions by number in a loop.</summary>
    private const int MaxEntries = 10_000;

    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly IPromptSource _source;
    private readonly TimeSpan _timeToLive;
    private readonly PromptPins? _pins;
    private readonly TimeProvider _time;
    private readonly CacheHealth _health;
    // What is changed through this cache overtakes its answers; what a pull finds changed is told to whoever watches, and is the answer.
    private readonly PromptFeed _edits = new();
    private readonly PromptFeed _findings = new();
    private readonly ConcurrentDictionary<PromptKey, CachedPrompt> _entries = [];
    private readonly ConcurrentDictionary<PromptKey, Lazy<Task<CachedPrompt>>> _loads = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Stands before a registry, which it disposes with itself.</summary>
    public CachingPromptRegistry(IPromptSource source, TimeSpan timeToLive, PromptPins? pins, ILogger logger, TimeProvider time)
    {
        _source = source;
        _timeToLive = timeToLive;
        _pins = pins;
        _time = time;
        _health = new CacheHealth(logger, time);
    }

    public PromptRegistryStatus Status
    {
        get
        {
            var (own, source) = (_health.Status, _source.Status);
            return source.Health >= own.Health ? source : own;
        }
    }

    public ValueTask<PromptVersion> GetAsync(PromptName name, PromptLabel? label = null, int? version = null, string? key = null, CancellationToken cancellationToken = default)
    {
        if (label is not null && version is not null)
        {
            throw PromptException.Invalid("Cannot specify both version and label");
        }

        var question = PromptKey.Of(name, label, version);
        if (_entries.TryGetValue(question, out var entry) && entry.Pulled is { } pulled)
        {
            if (entry.IsFresh(_time.GetTimestamp()))
            {
                return new(pulled.Choose(key));
            }

            if (_timeToLive > TimeSpan.Zero && !entry.IsOvertaken)
            {
                _ = LoadAsync(question);
                return new(pulled.Choose(key));
            }
        }
        else if (entry?.Refusal is { } refusal && entry.IsFresh(_time.GetTimestamp()))
        {
            throw new PromptException(refusal.Fault, refusal.Message, refusal);
        }

        return AskAsync(question, key, cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _poll?.Dispose();
        (_source as IDisposable)?.Dispose();
    }

    private async ValueTask<PromptVersion> AskAsync(PromptKey question, string? key, CancellationToken cancellationToken)
    {
        var entry = await LoadAsync(question).WaitAsync(cancellationToken).ConfigureAwait(false);
        return entry.Pulled?.Choose(key) ?? throw new PromptException(entry.Refusal!.Fault, entry.Refusal.Message, entry.Refusal);
    }

    /// <summary>Asks the registry; whoever asks the same meanwhile shares the answer.</summary>
    private Task<CachedPrompt> LoadAsync(PromptKey question)
    {
        var load = _loads.GetOrAdd(question, static (asked, cache) => new Lazy<Task<CachedPrompt>>(() => cache.BeginLoad(asked)), this);
        return load.Value;
    }

    private Task<CachedPrompt> BeginLoad(PromptKey question)
    {
        // The first caller's trace, culture and transaction are nothing to the others.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(async () =>
            {
                try
                {
                    return await PullAsync(question).ConfigureAwait(false);
                }
                finally
                {
                    _loads.TryRemove(question, out _);
                }
            });
        }
    }

    private async Task<CachedPrompt> PullAsync(PromptKey question)
    {
        if (_entries.TryGetValue(question, out var old) && old.IsFresh(_time.GetTimestamp()))
        {
            // Another load ended between the look that found it stale and this one's turn.
            return old;
        }

        // Before the question, so that no change between it and the answer is missed.
        IChangeToken[] ofName = [_source.Watch(question.Name), _edits.Watch(ProjectId.Default, question.Name)];
        IChangeToken[] ofAny = [_source.Watch(), _edits.Watch(ProjectId.Default, null)];
        try
        {
            var pulled = await _source.PullAsync(question.Name, question.AskedLabel, question.AskedVersion, _stopping.Token).ConfigureAwait(false);
            return Keep(question, pulled, old, pulled.Version.Resolution is null ? ofName : ofAny);
        }
        catch (PromptException refusal) when (refusal.Fault == PromptFault.NotFound)
        {
            _health.Succeeded(question);
            _pins?.Forget(question);
            var none = new CachedPrompt(null, refusal, In(Shorter(_timeToLive, LongestRefusal)), ofName);
            Store(question, none);
            Tell(question, old?.Pulled is not null);
            return none;
        }
#pragma warning disable CA1031 // Whatever keeps the registry from answering, what is known from before is better than nothing.
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Instead(question, old, exception, ofName);
        }
    }

    private CachedPrompt Keep(PromptKey question, PulledPrompt pulled, CachedPrompt? old, IChangeToken[] changes)
    {
        var isSame = old?.Pulled?.IsSameAs(pulled) == true;
        if (!isSame)
        {
            _pins?.Save(question, pulled);
        }

        // Who has the old instance has its compiled templates.
        var entry = new CachedPrompt(isSame ? old!.Pulled : pulled, null, In(_timeToLive), changes);
        Store(question, entry);
        _health.Succeeded(question);
        Tell(question, old is not null && !isSame);
        return entry;
    }

    private CachedPrompt Instead(PromptKey question, CachedPrompt? old, Exception exception, IChangeToken[] changes)
    {
        var again = In(Shorter(_timeToLive, LongestRetry));
        if (old?.Pulled is { } known)
        {
            _health.Failed(question, old.IsFromDisk ? PromptRegistryHealth.LastKnownGood : PromptRegistryHealth.Stale, exception);
            var kept = new CachedPrompt(known, null, again, changes, old.IsFromDisk);
            Store(question, kept);
            return kept;
        }

        if (_pins?.Load(question) is { } pinned)
        {
            _health.Failed(question, PromptRegistryHealth.LastKnownGood, exception);
            var entry = new CachedPrompt(pinned, null, again, changes, isFromDisk: true);
            Store(question, entry);
            return entry;
        }

        _health.Failed(question, PromptRegistryHealth.Unavailable, exception);
        throw exception is PromptException refusal
            ? new PromptException(refusal.Fault, refusal.Message, refusal)
            : new PromptException(PromptFault.Unavailable, $"Prompt {question} cannot be pulled and nothing is known of it from before: {exception.Message}", exception);
    }

    private void Store(PromptKey question, CachedPrompt entry)
    {
        if (_entries.Count >= MaxEntries && !_entries.ContainsKey(question))
        {
            _entries.Clear();
        }

        _entries[question] = entry;
    }

    private void Tell(PromptKey question, bool isChange)
    {
        if (isChange)
        {
            _findings.Changed(ProjectId.Default, question.Name);
        }
    }

    private long In(TimeSpan delay) => _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
