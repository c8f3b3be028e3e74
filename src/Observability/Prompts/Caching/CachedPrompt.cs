using Microsoft.Extensions.Primitives;

namespace Observability.Prompts.Caching;

/// <summary>An answer as it is kept: until when it is fresh, and whether it was overtaken.</summary>
internal sealed class CachedPrompt
{
    private readonly IChangeToken[] _changes;
    private long _askAgainAt;

    public CachedPrompt(PulledPrompt? pulled, PromptException? refusal, long askAgainAt, IChangeToken[] changes, bool isFromDisk = false)
    {
        Pulled = pulled;
        Refusal = refusal;
        _askAgainAt = askAgainAt;
        _changes = changes;
        IsFromDisk = isFromDisk;
    }

    /// <summary>The answer; null when it is that there is no such prompt.</summary>
    public PulledPrompt? Pulled { get; }

    /// <summary>That there is no such prompt.</summary>
    public PromptException? Refusal { get; }

    /// <summary>Whether an earlier process left it.</summary>
    public bool IsFromDisk { get; }

    /// <summary>Whether the prompt was changed since, so that this answer is wrong and not only old.</summary>
    public bool IsOvertaken
    {
        get
        {
            foreach (var change in _changes)
            {
                if (change.HasChanged)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public bool IsFresh(long timestamp) => timestamp < Volatile.Read(ref _askAgainAt) && !IsOvertaken;

    /// <summary>The registry could not be asked: the answer is used until it can.</summary>
    public void AskAgainAt(long timestamp) => Volatile.Write(ref _askAgainAt, timestamp);
}
