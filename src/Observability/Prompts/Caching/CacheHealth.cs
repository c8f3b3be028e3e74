using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Observability.Diagnostics;

namespace Observability.Prompts.Caching;

/// <summary>Which questions the registry could not be asked, and what their answers rest on instead.</summary>
internal sealed class CacheHealth(ILogger logger, TimeProvider time)
{
    private readonly ConcurrentDictionary<PromptKey, PromptRegistryHealth> _failing = [];
    private readonly Lock _lock = new();
    private DateTimeOffset? _since;
    private string? _lastError;

    public PromptRegistryStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _failing.IsEmpty ? PromptRegistryStatus.Healthy : new PromptRegistryStatus(_failing.Values.Max(), _since, _lastError);
            }
        }
    }

    public void Failed(PromptKey key, PromptRegistryHealth instead, Exception exception)
    {
        bool isNews;
        lock (_lock)
        {
            isNews = _failing.IsEmpty || (_failing.Values.Max() < instead);
            _since ??= time.GetUtcNow();
            _lastError = exception.Message;
            _failing[key] = instead;
        }

        if (isNews)
        {
            logger.PromptsNotPulled(exception, key.ToString(), instead);
        }
    }

    public void Succeeded(PromptKey key)
    {
        // Nearly always there is nothing to do.
        if (_failing.IsEmpty)
        {
            return;
        }

        bool isNews;
        lock (_lock)
        {
            isNews = _failing.TryRemove(key, out _) && _failing.IsEmpty;
            if (isNews)
            {
                (_since, _lastError) = (null, null);
            }
        }

        if (isNews)
        {
            logger.PromptsPulledAgain();
        }
    }
}
