using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>What a key opens, and the exact words of a refusal that clients of the wire know.</summary>
public sealed class KeyAuthenticationTests
{
    private const string Hint = ". Confirm that you've configured the correct host.";

    [Theory]
    [InlineData("GET", "traces", null, 401, """{"message":"No authorization header"}""")]
    [InlineData("POST", "otel/v1/traces", null, 401, """{"message":"No authorization header"}""")]
    [InlineData("POST", "ingestion", null, 401, """{"message":"No authorization header","error":"UnauthorizedError"}""")]
    [InlineData("GET", "traces", "Digest abc", 401, """{"message":"Invalid authorization header"}""")]
    [InlineData("GET", "traces", "Basic %%%", 401, """{"message":"Invalid character HINT"}""")]
    [InlineData("GET", "traces", "Basic bm9jb2xvbg==", 401, """{"message":"Invalid credentials HINT"}""")]
    [InlineData("GET", "projects", "Basic PUBLIC:sk-lf-wrong", 401, """{"message":"Invalid credentials HINT"}""")]
    [InlineData("GET", "projects", "Basic pk-lf-wrong:sk-lf-wrong", 401, """{"message":"Invalid credentials HINT"}""")]
    [InlineData("GET", "traces", "Bearer pk-lf-wrong", 401, """{"message":"Invalid public key HINT"}""")]
    [InlineData("GET", "traces", "Bearer PUBLIC", 403, """{"message":"Access denied - insufficient permissions for this endpoint"}""")]
    [InlineData("GET", "nothing-here", null, 401, """{"message":"No authorization header"}""")]
    public async Task Request_WithoutAValidKey_IsRefusedAsOnTheWire(string method, string path, string? header, int status, string body)
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        var value = header?.Replace("PUBLIC", pair.PublicKey, StringComparison.Ordinal);
        if (value?.Contains(':', StringComparison.Ordinal) == true)
        {
            value = KeyHost.Basic(value["Basic ".Length..]).ToString();
        }

        using var response = await host.SendAsync(new HttpMethod(method), path, null, null, value is null ? [] : [("Authorization", value)]);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body.Replace(" HINT", Hint, StringComparison.Ordinal), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Projects_WrongPublicKeyRightSecret_IsTheSecretsProject()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();

        using var response = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic("pk-lf-other:" + pair.SecretKey));

        Assert.Equal(
            """{"data":[{"id":"first","name":"first","organization":{"id":"default","name":"default"},"metadata":{}}]}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("traces", "PUT")]
    [InlineData("health", "DELETE")]
    public async Task Request_MethodNotMapped_Is405WithAKey(string path, string method)
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();

        using var response = await host.SendAsync(new HttpMethod(method), path, KeyHost.Basic(pair));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("""{"message":"Method not allowed","error":"MethodNotAllowedError"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Key_OfAProject_SeesItsDataOnly()
    {
        var store = new InMemoryTraceStore();
        await store.WriteAsync(new TelemetryBatch
        {
            Observations = [.. new[] { KeyHost.Project, KeyHost.OtherProject }.Select(project => Some.Span("of-" + project, "o-" + project) with { Project = new ProjectId(project) })],
        });
        await using var host = await KeyHost.StartAsync(store: store);

        foreach (var (project, other) in new[] { (KeyHost.Project, KeyHost.OtherProject), (KeyHost.OtherProject, KeyHost.Project) })
        {
            var key = KeyHost.Basic(await host.KeyAsync(project: project));
            using var list = await host.SendAsync(HttpMethod.Get, "traces", key);
            using var stranger = await host.SendAsync(HttpMethod.Get, "traces/of-" + other, key);

            var ids = (await list.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("id").GetString());
            Assert.Equal(["of-" + project], ids);
            Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        }
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    public async Task ValidKey_InEveryMode_Opens(string environment, bool requireApiKey)
    {
        await using var host = await KeyHost.StartAsync(requireApiKey, environment);
        var key = KeyHost.Basic(await host.KeyAsync());

        // Forwarded and under a foreign name: what closes a request without a key.
        using var response = await host.SendAsync(HttpMethod.Get, "traces", key, null, ("Host", "app.example"), ("X-Forwarded-For", "203.0.113.9"));
        using var invalid = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic("pk-lf-x:sk-lf-x"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, invalid.StatusCode);
    }

    [Fact]
    public async Task NoKey_LocalInDevelopment_SeesTheProjectOfTheProcess()
    {
        await using var host = await KeyHost.StartAsync(requireApiKey: false, environment: "Development");

        var projects = await host.Host.GetAsync("projects");

        Assert.Equal("default", projects.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Key_Revoked_IsRefusedWithTheNextRequest()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        var id = (await host.Keys.FindByPublicKeyAsync(pair.PublicKey))!.Id;
        using (var before = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic(pair)))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        using (var revoked = await host.SendAsync(HttpMethod.Delete, $"projects/first/apiKeys/{id}", KeyHost.Basic(await host.KeyAsync())))
        {
            Assert.Equal("""{"success":true}""", await revoked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var after = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic(pair));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Key_Used_SaysWhenItWas()
    {
        await using var host = await KeyHost.StartAsync();
        var key = KeyHost.Basic(await host.KeyAsync());

        using (await host.SendAsync(HttpMethod.Get, "traces", key))
        {
        }

        await host.LastUseAsync();
        using var list = await host.SendAsync(HttpMethod.Get, "projects/first/apiKeys", key);
        var entry = (await list.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("apiKeys")[0];
        Assert.Equal("2026-03-04T10:00:00.000Z", entry.GetProperty("lastUsedAt").GetString());
    }

    [Theory]
    [InlineData(ApiKeyScope.ReadOnly, "GET", "traces", 200)]
    [InlineData(ApiKeyScope.ReadOnly, "POST", "scores", 403)]
    [InlineData(ApiKeyScope.ReadOnly, "DELETE", "traces/x", 403)]
    [InlineData(ApiKeyScope.ReadOnly, "GET", "projects/first/apiKeys", 403)]
    [InlineData(ApiKeyScope.ScoresOnly, "POST", "scores", 200)]
    [InlineData(ApiKeyScope.ScoresOnly, "GET", "traces", 403)]
    [InlineData(ApiKeyScope.ScoresOnly, "GET", "projects", 200)]
    [InlineData(ApiKeyScope.IngestOnly, "POST", "scores", 200)]
    [InlineData(ApiKeyScope.IngestOnly, "POST", "otel/v1/traces", 200)]
    [InlineData(ApiKeyScope.IngestOnly, "GET", "traces", 403)]
    [InlineData(ApiKeyScope.IngestOnly, "DELETE", "traces/x", 403)]
    [InlineData(ApiKeyScope.ScoresOnly, "POST", "otel/v1/traces", 403)]
    [InlineData(ApiKeyScope.Organization, "GET", "traces", 403)]
    [InlineData(ApiKeyScope.Organization, "POST", "scores", 403)]
    [InlineData(ApiKeyScope.Organization, "GET", "projects", 200)]
    [InlineData(ApiKeyScope.Organization, "GET", "projects/second/apiKeys", 200)]
    [InlineData(ApiKeyScope.Full, "GET", "projects/first/apiKeys", 200)]
    [InlineData(ApiKeyScope.Full, "GET", "projects/second/apiKeys", 404)]
    [InlineData(ApiKeyScope.Full, "POST", "projects", 403)]
    internal async Task Scope_OfAKey_IsItsBound(ApiKeyScope scope, string method, string path, int expected)
    {
        await using var host = await KeyHost.StartAsync();
        var key = KeyHost.Basic(await host.KeyAsync(scope));
        var body = path == "scores" ? """{"name":"n","value":1,"traceId":"t"}""" : method == "POST" ? """{"resourceSpans":[]}""" : null;

        using var response = await host.SendAsync(new HttpMethod(method), path, key, body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse("application/json")));

        Assert.True((int)response.StatusCode == expected, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    [Fact]
    public async Task PublicKeyAlone_WritesScores()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        using var body = JsonContent.Create(new { name = "n", value = 1, traceId = "t" });

        using var written = await host.SendAsync(HttpMethod.Post, "scores", KeyHost.Bearer(pair), body);
        using var listed = await host.SendAsync(HttpMethod.Get, "v2/scores", KeyHost.Basic(pair));

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Contains("\"totalItems\":1", await listed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiKeyScope.ScoresOnly, false)]
    [InlineData(ApiKeyScope.Full, true)]
    internal async Task Ingestion_WithAKeyForScores_TakesThoseAndRefusesTheRest(ApiKeyScope scope, bool publicOnly)
    {
        var store = new InMemoryTraceStore();
        await using var host = await KeyHost.StartAsync(store: store);
        var pair = await host.KeyAsync(scope);
        using var body = new StringContent(
            """
            {"batch":[
              {"id":"e1","type":"trace-create","timestamp":"2026-03-04T10:00:00Z","body":{"id":"t","name":"n"}},
              {"id":"e2","type":"span-create","timestamp":"2026-03-04T10:00:00Z","body":{"id":"o","traceId":"t"}},
              {"id":"e3","type":"score-create","timestamp":"2026-03-04T10:00:00Z","body":{"id":"s","traceId":"t","name":"n","value":1}}
            ]}
            """,
            MediaTypeHeaderValue.Parse("application/json"));

        using var response = await host.SendAsync(HttpMethod.Post, "ingestion", publicOnly ? KeyHost.Bearer(pair) : KeyHost.Basic(pair), body);

        Assert.Equal(
            """{"successes":[{"id":"e3","status":201}],"errors":[{"id":"e1","status":401,"message":"Authentication error","error":"Access Scope Denied"},{"id":"e2","status":401,"message":"Authentication error","error":"Access Scope Denied"}]}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var project = new ProjectId(KeyHost.Project);
        Assert.Empty((await store.ListObservationsAsync(new ObservationQuery { Project = project })).Items);
        Assert.Single((await store.ListScoresAsync(new ScoreQuery { Project = project })).Items);
    }

    [Fact]
    public async Task Store_ThatCannotAnswer_IsNeverAReasonToLetSomebodyIn()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        await host.Host.Observability.Catalog.EraseAsync(ServerCatalog.Project, TestContext.Current.CancellationToken);
        host.Time.Advance(ApiKeyDirectory.Lifetime);

        using var response = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic(pair));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
