using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.AspNetCore.Tests.Access;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Projects;

public sealed class ProjectTests
{
    [Fact]
    public async Task Project_WithAKeyOfTheOrganization_IsMadeChangedAndDeletedWithItsData()
    {
        var store = new InMemoryTraceStore();
        await using var host = await KeyHost.StartAsync(store: store);
        var admin = await host.KeyAsync(ApiKeyScope.Organization);

        var made = await AnswerAsync(host, HttpStatusCode.Created, HttpMethod.Post, "projects", admin, new { name = "Third", retention = 30, metadata = new { team = "a" } });
        var id = made.GetProperty("id").GetString()!;
        Assert.Equal(("Third", 30, "a"), (made.GetProperty("name").GetString(), made.GetProperty("retentionDays").GetInt32(), made.GetProperty("metadata").GetProperty("team").GetString()));

        var changed = await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Put, $"projects/{id}", admin, new { name = "Fourth", retention = 0 });
        Assert.Equal(("Fourth", false, "a"), (changed.GetProperty("name").GetString(), changed.TryGetProperty("retentionDays", out _), changed.GetProperty("metadata").GetProperty("team").GetString()));

        var key = await AnswerAsync(host, HttpStatusCode.Created, HttpMethod.Post, $"projects/{id}/apiKeys", admin, new { note = "n" });
        var pair = new ApiKeyPair(key.GetProperty("publicKey").GetString()!, key.GetProperty("secretKey").GetString()!);
        await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Post, "scores", pair, new { name = "n", value = 1, traceId = "t" });
        var deleted = await AnswerAsync(host, HttpStatusCode.Accepted, HttpMethod.Delete, $"projects/{id}", admin);

        Assert.True(deleted.GetProperty("success").GetBoolean());
        Assert.Empty((await store.ListScoresAsync(new ScoreQuery { Project = new ProjectId(id) })).Items);
        await AnswerAsync(host, HttpStatusCode.Unauthorized, HttpMethod.Get, "traces", pair);
        await AnswerAsync(host, HttpStatusCode.NotFound, HttpMethod.Delete, $"projects/{id}", admin);
        var left = await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Get, "projects", admin);
        Assert.Equal(["first", "second"], left.GetProperty("data").EnumerateArray().Select(project => project.GetProperty("id").GetString()).Order());
    }

    [Fact]
    public async Task Project_NameThatIsTaken_IsAConflict()
    {
        await using var host = await KeyHost.StartAsync();
        var admin = await host.KeyAsync(ApiKeyScope.Organization);

        await AnswerAsync(host, HttpStatusCode.Conflict, HttpMethod.Post, "projects", admin, new { name = "first" });
        await AnswerAsync(host, HttpStatusCode.Conflict, HttpMethod.Put, "projects/second", admin, new { name = "first" });
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":"n","retention":-1}""", "retention")]
    [InlineData("""{"name":"n","retention":99999999}""", "retention")]
    [InlineData("""{"name":"n","metadata":[]}""", "metadata")]
    public async Task Project_Invalid_NamesTheField(string body, string field)
    {
        await using var host = await KeyHost.StartAsync();
        var admin = await host.KeyAsync(ApiKeyScope.Organization);

        var answer = await AnswerAsync(host, HttpStatusCode.BadRequest, HttpMethod.Post, "projects", admin, JsonDocument.Parse(body).RootElement);

        Assert.Equal(field, answer.GetProperty("error")[0].GetProperty("path")[0].GetString());
    }

    [Fact]
    public async Task Key_MadeWithScopeAndExpiry_IsListedWithoutItsSecret()
    {
        await using var host = await KeyHost.StartAsync();
        var own = await host.KeyAsync();
        host.Time.Advance(TimeSpan.FromSeconds(1));

        var made = await AnswerAsync(host, HttpStatusCode.Created, HttpMethod.Post, "projects/first/apiKeys", own, new { note = "ci", scope = "ingest-only", expiresAt = "2026-04-01T00:00:00Z" });
        var listed = await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Get, "projects/first/apiKeys", own);

        var secret = made.GetProperty("secretKey").GetString()!;
        var key = listed.GetProperty("apiKeys")[0];
        Assert.DoesNotContain(secret, listed.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"id":"{{made.GetProperty("id").GetString()}}","createdAt":"2026-03-04T10:00:01.000Z","expiresAt":"2026-04-01T00:00:00.000Z","lastUsedAt":null,"note":"ci","publicKey":"{{made.GetProperty("publicKey").GetString()}}","displaySecretKey":"sk-lf-...{{secret[^4..]}}","scope":"ingest-only"}""",
            key.GetRawText());
    }

    [Fact]
    public async Task Key_WithChosenPair_IsThatPair()
    {
        await using var host = await KeyHost.StartAsync();
        var own = await host.KeyAsync();
        var chosen = ApiKeyPair.Generate();

        await AnswerAsync(host, HttpStatusCode.Created, HttpMethod.Post, "projects/first/apiKeys", own, new { publicKey = chosen.PublicKey, secretKey = chosen.SecretKey });

        await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Get, "traces", chosen);
        await AnswerAsync(host, HttpStatusCode.Conflict, HttpMethod.Post, "projects/first/apiKeys", own, new { publicKey = chosen.PublicKey, secretKey = ApiKeyPair.Generate().SecretKey });
    }

    [Theory]
    [InlineData("""{"scope":"organization"}""", "scope")]
    [InlineData("""{"expiresAt":"2026-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"publicKey":"pk-lf-0123456789"}""", "publicKey")]
    [InlineData("""{"publicKey":"pk-lf-0123456789","secretKey":"short"}""", "publicKey")]
    public async Task Key_Invalid_NamesTheField(string body, string field)
    {
        await using var host = await KeyHost.StartAsync();

        var answer = await AnswerAsync(host, HttpStatusCode.BadRequest, HttpMethod.Post, "projects/first/apiKeys", await host.KeyAsync(), JsonDocument.Parse(body).RootElement);

        Assert.Equal(field, answer.GetProperty("error")[0].GetProperty("path")[0].GetString());
    }

    [Fact]
    public async Task Key_OfAnotherProject_IsNotFoundThroughOnesOwn()
    {
        await using var host = await KeyHost.StartAsync();
        var own = await host.KeyAsync();
        var other = await host.KeyAsync(project: KeyHost.OtherProject);
        var id = (await host.Keys.FindByPublicKeyAsync(other.PublicKey))!.Id;

        await AnswerAsync(host, HttpStatusCode.NotFound, HttpMethod.Delete, $"projects/first/apiKeys/{id}", own);
        await AnswerAsync(host, HttpStatusCode.NotFound, HttpMethod.Delete, $"projects/second/apiKeys/{id}", own);

        await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Get, "traces", other);
    }

    [Fact]
    public async Task Embedded_WithoutAnyProject_MakesAKeyForItsOwn()
    {
        var store = await Telemetry.OneTraceAsync();
        await using var host = await KeyHost.StartAsync(requireApiKey: false, environment: "Development", store: store);

        var made = await AnswerAsync(host, HttpStatusCode.Created, HttpMethod.Post, "projects/default/apiKeys", null, new { });

        var pair = new ApiKeyPair(made.GetProperty("publicKey").GetString()!, made.GetProperty("secretKey").GetString()!);
        var traces = await AnswerAsync(host, HttpStatusCode.OK, HttpMethod.Get, "traces", pair);
        Assert.Equal("golden", traces.GetProperty("data")[0].GetProperty("id").GetString());
    }

    private static async Task<JsonElement> AnswerAsync(KeyHost host, HttpStatusCode status, HttpMethod method, string path, ApiKeyPair? key, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await host.SendAsync(method, path, key is null ? null : KeyHost.Basic(key), content);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
