using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Observability.Storage.Projects;

/// <summary>Finds the key that a request presents: from memory in microseconds, from the store when it is not there or has been there for a while.</summary>
/// <remarks>
/// Thread-safe. A revocation in this process takes effect at once; one made by another process on the same store within <see cref="Lifetime"/>.
/// Keys that do not exist are never remembered, so that strangers cannot fill the memory.
/// </remarks>
internal sealed class ApiKeyDirectory(ApiKeyRepository keys, TimeProvider time, ILogger logger)
{
    /// <summary>How long a key is believed without a look at the store.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>How often the last use of a key is written.</summary>
    public static readonly TimeSpan LastUseInterval = TimeSpan.FromMinutes(1);

    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastUses = new(StringComparer.Ordinal);

    /// <summary>The latest write of a last use: it goes on beside the request.</summary>
    public Task LastUseWriting { get; private set; } = Task.CompletedTask;

    /// <summary>The valid key with this secret; null when there is none.</summary>
    public async ValueTask<ApiKey?> FindBySecretAsync(string secret, CancellationToken cancellationToken = default)
    {
        var hash = (await keys.GetHasherAsync(cancellationToken).ConfigureAwait(false)).Hash(secret);
        return await FindAsync(hash, static (keys, hash, token) => keys.FindByHashAsync(hash, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The valid key with this public key; null when there is none.</summary>
    public ValueTask<ApiKey?> FindByPublicKeyAsync(string publicKey, CancellationToken cancellationToken = default) =>
        FindAsync("pk " + publicKey, static (keys, name, token) => keys.FindByPublicKeyAsync(name[3..], token), cancellationToken);

    /// <summary>The valid key with this id; null when there is none.</summary>
    public ValueTask<ApiKey?> FindByIdAsync(string id, CancellationToken cancellationToken = default) =>
        FindAsync("id " + id, static (keys, name, token) => keys.GetAsync(name[3..], token), cancellationToken);

    private async ValueTask<ApiKey?> FindAsync(string name, Func<ApiKeyRepository, string, CancellationToken, Task<ApiKey?>> load, CancellationToken cancellationToken)
    {
        // Taken before the store is read: what is revoked from now on makes this entry worthless.
        var revocations = keys.Revocations;
        ApiKey? key;
        if (_entries.TryGetValue(name, out var entry) && entry.Revocations == revocations && time.GetElapsedTime(entry.ReadAt) < Lifetime)
        {
            key = entry.Key;
        }
        else
        {
            key = await load(keys, name, cancellationToken).ConfigureAwait(false);
            Remember(name, key, revocations);
        }

        var now = time.GetUtcNow();
        if (key is null || key.IsExpiredAt(now))
        {
            return null;
        }

        NoteUse(key, now);
        return key;
    }

    private void Remember(string name, ApiKey? key, long revocations)
    {
        if (key is null)
        {
            _entries.TryRemove(name, out _);
            return;
        }

        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[name] = new Entry(key, time.GetTimestamp(), revocations);
    }

    private void NoteUse(ApiKey key, DateTimeOffset now)
    {
        if (_lastUses.Count >= MaxEntries)
        {
            _lastUses.Clear();
        }

        var last = _lastUses.GetOrAdd(key.Id, static (_, stored) => stored ?? DateTimeOffset.MinValue, key.LastUsedAt);
        if (now - last >= LastUseInterval && _lastUses.TryUpdate(key.Id, now, last))
        {
            LastUseWriting = WriteLastUseAsync(key.Id, now);
        }
    }

    private async Task WriteLastUseAsync(string id, DateTimeOffset now)
    {
        try
        {
            await keys.SetLastUseAsync(id, now).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // When a key was last used is worth a log line, never a request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "The last use of API key {Id} could not be written.", id);
        }
    }

    private sealed record Entry(ApiKey Key, long ReadAt, long Revocations);
}
