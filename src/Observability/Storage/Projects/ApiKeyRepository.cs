using System.Security.Cryptography;
using Observability.Storage.Catalog;

namespace Observability.Storage.Projects;

/// <summary>The API keys of a server: made, listed, revoked. What is presented with a request is looked up in <see cref="ApiKeyDirectory"/>.</summary>
internal sealed class ApiKeyRepository(ICatalogStore store, TimeProvider time)
{
    private const string ByProject = "project";
    private const string ByPublicKey = "publicKey";
    private const string BySecret = "secret";

    private static readonly CollectionSchema<ApiKey> Schema = new(
        "apiKeys",
        ProjectsJsonContext.Default.ApiKey,
        key => key.Id,
        key => SortText.Of(key.CreatedAt),
        key =>
        [
            new CatalogKey(ByProject, key.ProjectId ?? ""),
            new CatalogKey(ByPublicKey, key.PublicKey, IsUnique: true),
            new CatalogKey(BySecret, key.SecretHash, IsUnique: true),
        ]);

    private static readonly CollectionSchema<StoreSalt> SaltSchema = new("secrets", ProjectsJsonContext.Default.StoreSalt, _ => StoreSalt.Id, _ => "");

    private readonly DocumentCollection<ApiKey> _keys = new(store, Schema);
    private readonly DocumentCollection<StoreSalt> _salts = new(store, SaltSchema);
    private SecretHasher? _hasher;
    private long _revocations;

    /// <summary>How often keys were taken away or changed; whoever holds keys in memory lets go of them when it moves.</summary>
    public long Revocations => Interlocked.Read(ref _revocations);

    public async Task<ApiKey?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        (await _keys.GetAsync(ServerCatalog.Project, id, cancellationToken).ConfigureAwait(false))?.Value;

    public async Task<ApiKey?> FindByPublicKeyAsync(string publicKey, CancellationToken cancellationToken = default) =>
        (await _keys.FindAsync(ServerCatalog.Project, new CatalogKey(ByPublicKey, publicKey), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Finds the key with that secret; null when there is none.</summary>
    public async Task<ApiKey?> FindByHashAsync(string secretHash, CancellationToken cancellationToken = default) =>
        await _keys.FindAsync(ServerCatalog.Project, new CatalogKey(BySecret, secretHash), cancellationToken).ConfigureAwait(false) is { Value: var key }
        && SecretHasher.AreEqual(key.SecretHash, secretHash) ? key : null;

    /// <summary>The keys of a project, newest first; of the organization for null.</summary>
    public Task<List<ApiKey>> ListAllAsync(string? projectId, CancellationToken cancellationToken = default) =>
        _keys.ListAllAsync(_keys.Query(ServerCatalog.Project, new CatalogKey(ByProject, projectId ?? "")), cancellationToken);

    /// <summary>Whether there is any key at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default) =>
        await _keys.FindAsync(ServerCatalog.Project, CatalogKey.All, cancellationToken).ConfigureAwait(false) is not null;

    /// <exception cref="CatalogConflictException">Another key has the public or the secret key.</exception>
    public async Task<ApiKey> CreateAsync(NewApiKey created, CancellationToken cancellationToken = default)
    {
        var hasher = await GetHasherAsync(cancellationToken).ConfigureAwait(false);
        var key = new ApiKey
        {
            Id = Guid.NewGuid().ToString("N"),
            ProjectId = created.ProjectId,
            PublicKey = created.Pair.PublicKey,
            SecretHash = hasher.Hash(created.Pair.SecretKey),
            DisplaySecretKey = created.Pair.DisplaySecretKey,
            Scope = created.Scope,
            Note = created.Note,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = created.ExpiresAt,
        };
        await _keys.InsertAsync(ServerCatalog.Project, key, cancellationToken).ConfigureAwait(false);
        return key;
    }

    /// <summary>Gives a key another secret; the old one is not valid from then on.</summary>
    public async Task<ApiKey?> ChangeSecretAsync(string id, ApiKeyPair pair, CancellationToken cancellationToken = default)
    {
        var hash = (await GetHasherAsync(cancellationToken).ConfigureAwait(false)).Hash(pair.SecretKey);
        var changed = await _keys.UpdateAsync(
            ServerCatalog.Project,
            id,
            key => key with { SecretHash = hash, DisplaySecretKey = pair.DisplaySecretKey },
            cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _revocations);
        return changed;
    }

    /// <summary>Revokes a key: it is not valid once this returns. Returns whether there was one.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        var deleted = await _keys.DeleteAsync(ServerCatalog.Project, id, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _revocations);
        return deleted;
    }

    /// <summary>Revokes all keys of a project together with other changes, or nothing of it.</summary>
    /// <exception cref="CatalogConflictException">One of the other changes met another state than it expects.</exception>
    public async Task DeleteAllAsync(string projectId, IReadOnlyList<CatalogChange> alongside, CancellationToken cancellationToken = default)
    {
        var keys = await ListAllAsync(projectId, cancellationToken).ConfigureAwait(false);
        await store.CommitAsync([.. alongside, .. keys.Select(key => _keys.Delete(ServerCatalog.Project, key.Id))], cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _revocations);
    }

    /// <summary>Notes that a key was used; a key that is gone meanwhile stays gone.</summary>
    public Task SetLastUseAsync(string id, DateTimeOffset lastUsedAt, CancellationToken cancellationToken = default) =>
        _keys.UpdateAsync(ServerCatalog.Project, id, key => key with { LastUsedAt = lastUsedAt }, cancellationToken);

    /// <summary>The hasher of this store; the first one that asks makes its salt.</summary>
    public async ValueTask<SecretHasher> GetHasherAsync(CancellationToken cancellationToken = default)
    {
        if (_hasher is { } known)
        {
            return known;
        }

        if (await _salts.GetAsync(ServerCatalog.Project, StoreSalt.Id, cancellationToken).ConfigureAwait(false) is not { Value: var salt })
        {
            salt = new StoreSalt(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
            try
            {
                await _salts.InsertAsync(ServerCatalog.Project, salt, cancellationToken).ConfigureAwait(false);
            }
            catch (CatalogConflictException)
            {
                // Somebody else was first: theirs is the one.
                salt = (await _salts.GetAsync(ServerCatalog.Project, StoreSalt.Id, cancellationToken).ConfigureAwait(false))!.Value;
            }
        }

        return _hasher = new SecretHasher(salt.Value);
    }
}
