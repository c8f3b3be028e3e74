using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Observability.Prompts;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Prompts;

public sealed class PromptTests
{
    [Theory]
    [InlineData("team%2Fsupport%2Fanswer")]
    [InlineData("team/support/answer")]
    public async Task NameWithSlashes_EncodedOrNot_IsFoundEverywhere(string path)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "team/support/answer", prompt = "one", labels = new[] { "production" } });
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "team/support/answer", prompt = "two" });

        Assert.Equal("one", (await host.GetAsync($"v2/prompts/{path}")).GetProperty("prompt").GetString());
        var moved = await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, $"v2/prompts/{path}/versions/2", new { newLabels = new[] { "production" } });
        Assert.Equal(["production", "latest"], moved.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("two", (await host.GetAsync($"v2/prompts/{path}")).GetProperty("prompt").GetString());
        Assert.Equal("two", (await host.GetAsync($"prompts?name={path}")).GetProperty("prompt").GetString());
        var response = await host.Client.DeleteAsync(new Uri($"v2/prompts/{path}?version=1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"v2/prompts/{path}?version=1");
    }

    [Fact]
    public async Task Create_ThenInProcess_IsTheSamePrompt()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var registry = host.Services.GetRequiredService<IPromptRegistry>();

        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "from the wire", labels = new[] { "production" } });
        var created = await registry.CreateAsync(new PromptDraft { Name = "p", Content = "from code", Labels = ["production"] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, created.Version);
        Assert.Equal("from code", (await host.GetAsync("v2/prompts/p")).GetProperty("prompt").GetString());
        Assert.Equal("from the wire", (await registry.GetAsync("p", version: 1, cancellationToken: TestContext.Current.CancellationToken)).Content.Text);
    }

    [Fact]
    public async Task CreateV1_WithIsActive_BecomesProduction()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var created = await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Post, "prompts", new { name = "p", prompt = "x", isActive = true });

        Assert.True(created.GetProperty("isActive").GetBoolean());
        Assert.Equal(1, (await host.GetAsync("prompts?name=p")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Get_Composed_HasItsGraphUnlessNotResolved()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "tone", prompt = "Be kind.", labels = new[] { "production" } });
        var root = await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "@@@langfusePrompt:name=tone|label=production@@@ Bye." });

        var composed = await host.GetAsync("v2/prompts/p?label=latest");
        var source = await host.GetAsync("v2/prompts/p?label=latest&resolve=false");

        Assert.Equal("Be kind. Bye.", composed.GetProperty("prompt").GetString());
        var graph = composed.GetProperty("resolutionGraph");
        Assert.Equal("p", graph.GetProperty("root").GetProperty("name").GetString());
        Assert.Equal("tone", graph.GetProperty("dependencies").GetProperty(root.GetProperty("id").GetString()!)[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, source.GetProperty("resolutionGraph").ValueKind);
        Assert.StartsWith("@@@", source.GetProperty("prompt").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"p","prompt":"x","labels":["Bad Label"]}""", "labels.0")]
    [InlineData("""{"name":"a//b","prompt":"x"}""", "name")]
    [InlineData("""{"name":"new","prompt":"x"}""", "name")]
    [InlineData("""{"name":"p","type":"chat","prompt":[{"role":"user"}]}""", "prompt")]
    [InlineData("""{"name":"p","type":"chat","prompt":"x"}""", "")]
    [InlineData("""{"prompt":"x"}""", "name")]
    public async Task Create_Invalid_SaysWhere(string body, string path)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "v2/prompts", JsonDocument.Parse(body).RootElement);

        Assert.Equal("Invalid request data", answer.GetProperty("message").GetString());
        Assert.Equal(path, string.Join('.', answer.GetProperty("error")[0].GetProperty("path").EnumerateArray().Select(part => part.GetString())));
    }

    [Theory]
    [InlineData("tags", "a")]
    [InlineData("vars", "Cannot create prompt, variables and placeholders must be unique")]
    public async Task Create_AgainstTheRegistrysRules_Is400(string what, string message)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        object body = what == "tags"
            ? new { name = "p", prompt = "x", tags = new[] { "" } }
            : new { name = "p", type = "chat", prompt = new object[] { new { role = "user", content = "{{h}}" }, new { type = "placeholder", name = "h" } } };

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "v2/prompts", body);

        Assert.Contains(message, answer.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("InvalidRequestError", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task List_WithConditionsAndPages_CountsWhatMatches()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        for (var i = 0; i < 12; i++)
        {
            await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = $"folder{i % 2}/p{i:00}", prompt = "x", tags = i < 3 ? new[] { "t" } : [] });
        }

        var first = await host.GetAsync("v2/prompts");
        Assert.Equal(10, first.GetProperty("data").GetArrayLength());
        Assert.Equal("""{"page":1,"limit":10,"totalItems":12,"totalPages":2}""", first.GetProperty("meta").GetRawText());
        Assert.Equal("folder1/p09 folder1/p11", (await host.GetAsync("v2/prompts?page=2")).GetProperty("data").Column("name"));
        Assert.Equal("folder0/p00 folder0/p02 folder1/p01", (await host.GetAsync("v2/prompts?tag=t")).GetProperty("data").Column("name"));
        Assert.Equal("folder0/p00 folder0/p02", (await host.GetAsync("v2/prompts?tag=t&folder=folder0")).GetProperty("data").Column("name"));
        Assert.Equal(0, (await host.GetAsync("v2/prompts?label=Not+A+Label")).GetProperty("meta").GetProperty("totalItems").GetInt32());
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "v2/prompts?limit=101");
    }
}
