using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.Tests.Storage.Projects;

public sealed class ApiKeyDirectoryTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly CountingCatalogStore _store = new();
    private readonly ApiKeyRepository _keys;
    private readonly ApiKeyDirectory _directory;

    public ApiKeyDirectoryTests()
    {
        _keys = new ApiKeyRepository(_store, _time);
        _directory = new ApiKeyDirectory(_keys, _time, NullLogger.Instance);
    }

    [Fact]
    public async Task Find_BySecretPublicKeyAndId_IsTheKey()
    {
        var pair = ApiKeyPair.Generate();
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair, Scope = ApiKeyScope.IngestOnly, Note = "n" });

        Assert.Equal(key.Id, (await _directory.FindBySecretAsync(pair.SecretKey))!.Id);
        Assert.Equal(key.Id, (await _directory.FindByPublicKeyAsync(pair.PublicKey))!.Id);
        Assert.Equal(("p", ApiKeyScope.IngestOnly, "n"), await _directory.FindByIdAsync(key.Id) is { } found ? (found.ProjectId, found.Scope, found.Note) : default);
        Assert.Null(await _directory.FindBySecretAsync(pair.PublicKey));
        Assert.Null(await _directory.FindByPublicKeyAsync(pair.SecretKey));
        Assert.Null(await _directory.FindBySecretAsync(ApiKeyPair.Generate().SecretKey));
    }

    [Fact]
    public async Task Create_Key_LeavesNothingOfTheSecretInTheStore()
    {
        var pair = ApiKeyPair.Generate();

        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        await _directory.FindBySecretAsync(pair.SecretKey);
        await _directory.LastUseWriting;

        Assert.All(_store.Written, document => Assert.DoesNotContain(pair.SecretKey[6..], document, StringComparison.Ordinal));
        Assert.All(_store.Written, document => Assert.DoesNotContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(pair.SecretKey))), document, StringComparison.Ordinal));
        Assert.Equal("sk-lf-..." + pair.SecretKey[^4..], key.DisplaySecretKey);
    }

    [Fact]
    public void Generate_Pairs_Have256RandomBits()
    {
        var pairs = Enumerable.Range(0, 100).Select(_ => ApiKeyPair.Generate()).ToList();

        Assert.All(pairs, pair => Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(pair.SecretKey.AsSpan(6)).Length));
        Assert.All(pairs, pair => Assert.Empty(pair.Errors()));
        Assert.Equal(100, pairs.Select(pair => pair.SecretKey).Distinct().Count());
    }

    [Fact]
    public async Task Find_Again_DoesNotAskTheStore()
    {
        var pair = ApiKeyPair.Generate();
        await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        await _directory.FindBySecretAsync(pair.SecretKey);
        await _directory.LastUseWriting;
        var reads = _store.Reads;

        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(await _directory.FindBySecretAsync(pair.SecretKey));
        }

        Assert.Equal(reads, _store.Reads);
    }

    [Fact]
    public async Task Find_RevokedHere_IsNullAtOnce()
    {
        var pair = ApiKeyPair.Generate();
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        Assert.NotNull(await _directory.FindBySecretAsync(pair.SecretKey));
        Assert.NotNull(await _directory.FindByIdAsync(key.Id));

        await _keys.DeleteAsync(key.Id);

        Assert.Null(await _directory.FindBySecretAsync(pair.SecretKey));
        Assert.Null(await _directory.FindByIdAsync(key.Id));
    }

    [Fact]
    public async Task Find_RevokedWhileItIsLookedUp_IsNotRemembered()
    {
        var pair = ApiKeyPair.Generate();
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        await _keys.GetHasherAsync();
        var hasRead = new TaskCompletionSource();
        var mayAnswer = new TaskCompletionSource();
        _store.AfterRead = async () =>
        {
            _store.AfterRead = () => Task.CompletedTask;
            hasRead.SetResult();
            await mayAnswer.Task;
        };
        var slow = _directory.FindBySecretAsync(pair.SecretKey).AsTask();
        await hasRead.Task;

        await _keys.DeleteAsync(key.Id);
        mayAnswer.SetResult();
        await slow;

        Assert.Null(await _directory.FindBySecretAsync(pair.SecretKey));
    }

    [Fact]
    public async Task Find_RevokedByAnotherProcess_IsNullWithinTheLifetime()
    {
        var pair = ApiKeyPair.Generate();
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        Assert.NotNull(await _directory.FindBySecretAsync(pair.SecretKey));

        await new ApiKeyRepository(_store, _time).DeleteAsync(key.Id);
        _time.Advance(ApiKeyDirectory.Lifetime);

        Assert.Null(await _directory.FindBySecretAsync(pair.SecretKey));
    }

    [Fact]
    public async Task Find_Expired_IsNullFromThatInstant()
    {
        var pair = ApiKeyPair.Generate();
        await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair, ExpiresAt = Some.Time.AddSeconds(5) });

        _time.SetUtcNow(Some.Time.AddSeconds(5).AddTicks(-1));
        Assert.NotNull(await _directory.FindBySecretAsync(pair.SecretKey));
        _time.SetUtcNow(Some.Time.AddSeconds(5));
        Assert.Null(await _directory.FindBySecretAsync(pair.SecretKey));
    }

    [Fact]
    public async Task Find_SecretChanged_OnlyTheNewOneCounts()
    {
        var (old, next) = (ApiKeyPair.Generate(), ApiKeyPair.Generate());
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = old });
        await _directory.FindBySecretAsync(old.SecretKey);

        await _keys.ChangeSecretAsync(key.Id, next);

        Assert.Null(await _directory.FindBySecretAsync(old.SecretKey));
        Assert.Equal(key.Id, (await _directory.FindBySecretAsync(next.SecretKey))!.Id);
    }

    [Fact]
    public async Task LastUse_OfManyRequests_IsWrittenOnceAMinute()
    {
        var pair = ApiKeyPair.Generate();
        var key = await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        var before = _store.Commits;

        for (var second = 0; second < 121; second++)
        {
            await _directory.FindBySecretAsync(pair.SecretKey);
            await _directory.LastUseWriting;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, _store.Commits - before);
        Assert.Equal(Some.Time.AddSeconds(120), (await _keys.GetAsync(key.Id))!.LastUsedAt);
    }

    [Fact]
    public async Task LastUse_StoreRefuses_IsLoggedAndTheKeyCounts()
    {
        using var log = new CollectingLoggerFactory();
        var directory = new ApiKeyDirectory(_keys, _time, log.CreateLogger("x"));
        var pair = ApiKeyPair.Generate();
        await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });
        _store.CommitFailure = new IOException("disk full");

        Assert.NotNull(await directory.FindBySecretAsync(pair.SecretKey));
        await directory.LastUseWriting;

        Assert.Contains(log.Lines, line => line.Contains("last use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_UnknownKeys_AreNotRemembered()
    {
        await _directory.FindBySecretAsync("sk-lf-unknown");
        var pair = new ApiKeyPair("pk-lf-chosen-0123456", "sk-lf-unknown");
        await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });

        Assert.NotNull(await _directory.FindBySecretAsync(pair.SecretKey));
    }

    [Fact]
    public async Task Create_SameSecretOrPublicKey_IsRefused()
    {
        var pair = ApiKeyPair.Generate();
        await _keys.CreateAsync(new NewApiKey { ProjectId = "p", Pair = pair });

        await Assert.ThrowsAsync<CatalogConflictException>(() => _keys.CreateAsync(new NewApiKey { ProjectId = "q", Pair = ApiKeyPair.Generate() with { SecretKey = pair.SecretKey } }));
        await Assert.ThrowsAsync<CatalogConflictException>(() => _keys.CreateAsync(new NewApiKey { ProjectId = "q", Pair = ApiKeyPair.Generate() with { PublicKey = pair.PublicKey } }));
    }

    [Theory]
    [InlineData("pk-lf-0123456789", "sk-lf-0123456789", 0)]
    [InlineData("pk-lf-012345678", "sk-lf-0123456789", 1)]
    [InlineData("0123456789abcdef", "sk-lf-0123456789", 1)]
    [InlineData("pk-lf-01234:6789", "sk-lf-0123 456789", 2)]
    [InlineData("pk-lf-012345678é", "sk-lf-", 2)]
    public void Errors_OfChosenPair_NameEachKey(string publicKey, string secretKey, int expected) =>
        Assert.Equal(expected, new ApiKeyPair(publicKey, secretKey).Errors().Count());
}
