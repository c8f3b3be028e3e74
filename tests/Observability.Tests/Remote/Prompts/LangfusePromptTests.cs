using System.Text.Json;
using Observability.Prompts;
using Observability.Remote;
using Observability.Remote.Prompts;
using Observability.Testing.Remote;

namespace Observability.Tests.Remote.Prompts;

/// <summary>What a registry does where a server knows no more than the wire.</summary>
public sealed class LangfusePromptTests
{
    [Fact]
    public async Task Find_OnAServerWithoutHeads_AsksForEachLabel()
    {
        await using var server = await StartAsync();
        using var registry = RegistryOf(server);

        var prompt = (await registry.FindAsync("a/b"))!;

        Assert.Equal([1, 2, 3], prompt.Versions);
        Assert.Equal("latest:3 production:1 staging:2", string.Join(' ', prompt.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}:{label.Value}")));
    }

    [Fact]
    public async Task ListVersions_OnAServerWithoutThem_AsksForEach()
    {
        await using var server = await StartAsync();
        using var registry = RegistryOf(server);

        var first = await registry.ListVersionsAsync("a/b", limit: 2);
        var rest = await registry.ListVersionsAsync("a/b", limit: 2, first.NextCursor);

        Assert.Equal([3, 2], first.Items.Select(version => version.Version));
        Assert.Equal([1], rest.Items.Select(version => version.Version));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task WhatOnlyOursCan_IsRefusedInASentence()
    {
        await using var server = await StartAsync();
        using var registry = RegistryOf(server);

        Task[] attempts =
        [
            registry.SetSplitAsync("a/b", "production", new PromptSplit(new PromptArm(2, 0.1))), registry.SetProtectionAsync("production", true),
            registry.GetProtectedLabelsAsync(), registry.ListChangesAsync(), registry.SetTagsAsync("a/b", ["t"]), registry.RemoveLabelsAsync("a/b", ["staging"]),
        ];

        foreach (var attempt in attempts)
        {
            var refused = await Assert.ThrowsAsync<PromptException>(() => attempt);
            Assert.Equal(PromptFault.Invalid, refused.Fault);
            Assert.Contains("only servers of ours can", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(404, """{"message":"Prompt not found: 'a/b' with label 'production'","error":"LangfuseNotFoundError"}""", PromptFault.NotFound)]
    [InlineData(404, "<html>no such page</html>", PromptFault.Unavailable)]
    [InlineData(401, """{"message":"Invalid credentials"}""", PromptFault.Unavailable)]
    [InlineData(500, """{"message":"Prompt trouble"}""", PromptFault.Unavailable)]
    [InlineData(200, """{"hello":"world"}""", PromptFault.Unavailable)]
    [InlineData(200, "not json", PromptFault.Unavailable)]
    [InlineData(409, """{"message":"Prompt changed"}""", PromptFault.Conflict)]
    [InlineData(400, """{"message":"Invalid request data","error":[{"path":["label"]}]}""", PromptFault.Invalid)]
    public async Task Answers_AreFaultsOfARegistry(int status, string body, PromptFault expected)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = _ => ServerAnswer.Json(status, body);
        using var registry = RegistryOf(server);

        var refused = await Assert.ThrowsAsync<PromptException>(async () => await registry.GetAsync("a/b"));

        Assert.Equal(expected, refused.Fault);
    }

    private static RemotePromptRegistry RegistryOf(ScriptedServer server) => new(new PromptApi(new ServerConnection(server.Options("unused"), TimeProvider.System)));

    private static async Task<ScriptedServer> StartAsync()
    {
        var server = await ScriptedServer.StartAsync();
        server.Answer = Answer;
        return server;
    }

    private static ServerAnswer Answer(ServerRequest request) => request switch
    {
        { Method: "PATCH" } when request.Path.Contains("/versions/", StringComparison.Ordinal) => Version(2),
        { Method: not "GET" } => new ServerAnswer(405, "<html>"u8.ToArray(), "text/html"),
        _ when request.Path.StartsWith("/api/public/v2/prompts?", StringComparison.Ordinal) => ServerAnswer.Json(200, """{"data":[{"name":"a/b","tags":[],"lastUpdatedAt":"2026-01-01T00:00:00.000Z","versions":[1,2,3],"labels":["latest","production","staging"],"type":"text","lastConfig":{}}],"meta":{"page":1,"limit":1,"totalItems":1,"totalPages":1}}"""),
        _ when request.Path.Contains("label=production", StringComparison.Ordinal) || request.Path.Contains("version=1", StringComparison.Ordinal) => Version(1),
        _ when request.Path.Contains("label=staging", StringComparison.Ordinal) || request.Path.Contains("version=2", StringComparison.Ordinal) => Version(2),
        _ when request.Path.Contains("version=3", StringComparison.Ordinal) => Version(3),
        _ => new ServerAnswer(404, "<html>"u8.ToArray(), "text/html"),
    };

    private static ServerAnswer Version(int number) => ServerAnswer.Json(200, JsonSerializer.Serialize(new
    {
        id = $"id-{number}",
        name = "a/b",
        version = number,
        type = "text",
        prompt = $"text {number}",
        config = new { },
        labels = number == 2 ? new[] { "staging" } : [],
        tags = Array.Empty<string>(),
        createdAt = "2026-01-01T00:00:00.000Z",
        updatedAt = "2026-01-01T00:00:00.000Z",
        createdBy = "API",
    }));
}
