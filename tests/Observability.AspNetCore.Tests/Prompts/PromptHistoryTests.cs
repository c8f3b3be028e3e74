using System.Net;
using System.Net.Http.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Prompts;

public sealed class PromptHistoryTests
{
    [Fact]
    public async Task Versions_OfAPrompt_AreListedAsWrittenWithTheirHead()
    {
        await using var host = await TwoVersionsAsync();

        var answer = await host.GetAsync("prompt-versions?name=p&limit=1");

        Assert.Equal("2", answer.GetProperty("data").Column("version"));
        Assert.Equal("""{"production":1,"latest":2}""", answer.GetProperty("prompt").GetProperty("labels").GetRawText());
        var rest = await host.GetAsync($"prompt-versions?name=p&cursor={answer.GetProperty("meta").GetProperty("cursor").GetString()}");
        Assert.Equal("1", rest.GetProperty("data").Column("version"));
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "prompt-versions?name=p&cursor=nonsense");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "prompt-versions?name=q");
    }

    [Fact]
    public async Task Diff_WithoutVersions_ComparesTheNewestWithTheOneBefore()
    {
        await using var host = await TwoVersionsAsync();

        var diff = await host.GetAsync("prompt-diff?name=p");

        Assert.Equal("""[{"change":"same","text":"Hello"},{"change":"removed","text":"one"},{"change":"added","text":"two"}]""", diff.GetProperty("content").GetRawText());
        Assert.Equal(diff.GetRawText(), (await host.GetAsync("prompt-diff?name=p&from=1&to=2")).GetRawText());
        Assert.False((await host.GetAsync("prompt-diff?name=p&from=1&to=1")).GetProperty("hasChanges").GetBoolean());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "prompt-diff?name=p&to=9");
    }

    [Fact]
    public async Task Changes_OfAPrompt_SayWhoDidWhat()
    {
        await using var host = await TwoVersionsAsync();
        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, "v2/prompts/p/versions/2", new { newLabels = new[] { "production" } });
        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, "v2/prompts/p", new { tags = new[] { "a" } });

        var changes = (await host.GetAsync("prompt-changes?name=p")).GetProperty("data");

        Assert.Equal("TAGS_CHANGED LABELS_CHANGED VERSION_CREATED VERSION_CREATED", changes.Column("kind"));
        Assert.Equal("""{"production":1}""", changes[1].GetProperty("before").GetRawText());
        Assert.Equal("""{"production":2}""", changes[1].GetProperty("after").GetRawText());
        Assert.Equal("API", changes[0].GetProperty("author").GetString());
    }

    [Fact]
    public async Task ProtectedLabel_OverTheWire_Is403UnlessOverridden()
    {
        await using var host = await TwoVersionsAsync();
        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Put, "prompt-labels/production", new { isProtected = true });

        Assert.Equal("production", (await host.GetAsync("prompt-labels")).GetProperty("data").Column("label"));
        var refused = await host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Patch, "v2/prompts/p/versions/2", new { newLabels = new[] { "production" } });
        Assert.Equal("ForbiddenError", refused.GetProperty("error").GetString());
        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, "v2/prompts/p/versions/2?overrideProtection=true", new { newLabels = new[] { "production" } });
        Assert.Equal(2, (await host.GetAsync("v2/prompts/p")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task RemovedLabels_OfAVersion_AreGone()
    {
        await using var host = await TwoVersionsAsync();

        var changed = await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, "v2/prompts/p/versions/1", new { removedLabels = new[] { "production" }, newLabels = new[] { "stable" } });

        Assert.Equal("""["stable"]""", changed.GetProperty("labels").GetRawText());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "v2/prompts/p");
    }

    [Fact]
    public async Task IfMatch_OfAnOldRevision_Is409()
    {
        await using var host = await TwoVersionsAsync();
        var revision = (await host.GetAsync("prompt-versions?name=p")).GetProperty("prompt").GetProperty("revision").GetInt64();

        Assert.Equal(HttpStatusCode.Created, await PostAsync(host, revision));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(host, revision));
    }

    private static async Task<HttpStatusCode> PostAsync(ApiHost host, long revision)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v2/prompts") { Content = JsonContent.Create(new { name = "p", prompt = "three" }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<ApiHost> TwoVersionsAsync()
    {
        var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "Hello\none", labels = new[] { "production" } });
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "Hello\ntwo" });
        return host;
    }
}
