using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory;
using Observability.Storage.Secrets;

namespace Observability.AspNetCore.Tests.Evaluators;

public sealed class LlmConnectionTests
{
    private static readonly string Key = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public async Task Upsert_Connection_HasTheWiresFieldsAndNoSecret()
    {
        await using var host = await StartAsync(new InMemoryTraceStore());

        var connection = await host.SendAsync(HttpMethod.Put, "llm-connections", new
        {
            provider = "mine", adapter = "openai", secretKey = "sk-very-secret-1234", baseURL = "https://llm.example/v1", customModels = new[] { "m1" },
            extraHeaders = new Dictionary<string, string> { ["x-tenant"] = "hidden-header" }, config = new { region = "eu" },
        });

        Assert.Equal("adapter baseURL config createdAt customModels displaySecretKey extraHeaderKeys id provider updatedAt withDefaultModels", connection.Names());
        Assert.Equal("...1234", connection.GetProperty("displaySecretKey").GetString());
        Assert.Equal("""["x-tenant"]""", connection.GetProperty("extraHeaderKeys").GetRawText());
        Assert.Equal("""{"region":"eu"}""", connection.GetProperty("config").GetRawText());
        var list = (await host.GetAsync("llm-connections")).GetRawText();
        Assert.DoesNotContain("secret-1", list, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-header", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_Stored_IsEncryptedAndCanBeReadWithTheKey()
    {
        var store = new InMemoryTraceStore();
        await using var host = await StartAsync(store);
        await host.SendAsync(HttpMethod.Put, "llm-connections", new { provider = "mine", adapter = "openai", secretKey = "sk-very-secret-1234" });

        var document = (await store.ListAsync(new CatalogQuery { Collection = "llm-connections" }, TestContext.Current.CancellationToken)).Items.Single();

        Assert.DoesNotContain("secret-1", document.Content.ToString(), StringComparison.Ordinal);
        var stored = document.Content.ToElement();
        var owner = LlmConnectionSecrets.OwnerOf(Model.ProjectId.Default, document.Id);
        Assert.Equal("sk-very-secret-1234", new SecretProtector(Convert.FromBase64String(Key)).Unprotect(stored.GetProperty("secretKey").GetString()!, owner));
    }

    [Fact]
    public async Task Upsert_SameProviderAgain_ReplacesIt()
    {
        await using var host = await StartAsync(new InMemoryTraceStore());
        var first = await host.SendAsync(HttpMethod.Put, "llm-connections", new { provider = "mine", adapter = "openai", secretKey = "sk-very-secret-1234", withDefaultModels = false });

        var second = await host.SendAsync(HttpMethod.Put, "llm-connections", new { provider = "mine", adapter = "anthropic", secretKey = "short" });

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal("...", second.GetProperty("displaySecretKey").GetString());
        Assert.True(second.GetProperty("withDefaultModels").GetBoolean());
        Assert.Equal(1, (await host.GetAsync("llm-connections")).GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Theory]
    [InlineData("""{"adapter":"openai","secretKey":"s"}""")]
    [InlineData("""{"provider":"p","adapter":"other","secretKey":"s"}""")]
    [InlineData("""{"provider":"p","adapter":"openai"}""")]
    [InlineData("""{"provider":"p","adapter":"openai","secretKey":"s","baseURL":"file:///etc"}""")]
    [InlineData("""{"provider":"p","adapter":"openai","secretKey":"s","baseURL":"https://user:pw@host"}""")]
    [InlineData("""{"provider":"p","adapter":"openai","secretKey":"s","extraHeaders":{"a":null}}""")]
    [InlineData("""{"provider":"p","adapter":"openai","secretKey":"s","config":[1]}""")]
    public async Task Upsert_Invalid_Is400(string body)
    {
        await using var host = await StartAsync(new InMemoryTraceStore());

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Put, "llm-connections", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Delete_Connection_IsGone()
    {
        await using var host = await StartAsync(new InMemoryTraceStore());
        var id = (await host.SendAsync(HttpMethod.Put, "llm-connections", new { provider = "mine", adapter = "openai", secretKey = "s" })).GetProperty("id").GetString();

        var answer = await host.SendAsync(HttpMethod.Delete, "llm-connections/" + id);

        Assert.Equal("message", answer.Names());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "llm-connections/" + id);
    }

    [Fact]
    public async Task Upsert_StoreOfOnesOwnWithoutKey_SaysWhatToSet()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.NotImplemented, HttpMethod.Put, "llm-connections", new { provider = "mine", adapter = "openai", secretKey = "s" });

        Assert.Contains("SecretKey", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(InMemoryTraceStore store) =>
        ApiHost.StartAsync(store, services: builder => builder.Services.AddLlmObservability(options => options.SecretKey = Key));
}
