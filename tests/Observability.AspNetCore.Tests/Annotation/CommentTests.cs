using System.Net;
using System.Text.Json;

namespace Observability.AspNetCore.Tests.Annotation;

public sealed class CommentTests
{
    [Fact]
    public async Task Create_ThenList_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var created = await host.SendAsync(HttpMethod.Post, "comments", new { projectId = "default", objectType = "TRACE", objectId = "golden", content = "hello" });

        Assert.Equal("id", created.Names());
        var list = await host.GetAsync("comments?limit=2");
        var comment = list.GetProperty("data")[0];
        Assert.Equal("authorUserId content createdAt id objectId objectType projectId updatedAt", comment.Names());
        Assert.Equal("hello TRACE golden", $"{comment.GetProperty("content")} {comment.GetProperty("objectType")} {comment.GetProperty("objectId")}");
        Assert.Equal("""{"page":1,"limit":2,"totalItems":1,"totalPages":1}""", list.GetProperty("meta").GetRawText());
        Assert.Equal(comment.GetRawText(), (await host.GetAsync("comments/" + created.GetProperty("id").GetString())).GetRawText());
    }

    [Fact]
    public async Task List_WithConditions_HoldsWhatMatches()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        foreach (var (type, id, author) in new[] { ("TRACE", "golden", "ann"), ("TRACE", "golden", "bob"), ("OBSERVATION", "gen", "ann"), ("SESSION", "s1", null) })
        {
            await host.SendAsync(HttpMethod.Post, "comments", new { projectId = "default", objectType = type, objectId = id, content = $"{type} {author}", authorUserId = author });
        }

        async Task<int> CountAsync(string query) => (await host.GetAsync("comments?" + query)).GetProperty("meta").GetProperty("totalItems").GetInt32();

        Assert.Equal(4, await CountAsync(""));
        Assert.Equal(2, await CountAsync("objectType=TRACE"));
        Assert.Equal(2, await CountAsync("objectType=TRACE&objectId=golden"));
        Assert.Equal(1, await CountAsync("objectType=TRACE&objectId=golden&authorUserId=ann"));
        Assert.Equal(2, await CountAsync("authorUserId=ann"));
        Assert.Equal(1, await CountAsync("objectType=OBSERVATION&authorUserId=ann"));
        Assert.Equal(0, await CountAsync("objectType=SESSION&authorUserId=ann"));
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "comments?objectId=golden");
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "comments?objectType=NOPE");
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("OBSERVATION")]
    [InlineData("SESSION")]
    [InlineData("PROMPT")]
    public async Task Create_UnknownObject_Is404(string type)
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "comments", new { projectId = "default", objectType = type, objectId = "nope", content = "c" });

        Assert.Equal($$"""{"message":"Reference object, {{type}}: nope not found. Skipping comment creation.","error":"LangfuseNotFoundError"}""", answer.GetRawText());
    }

    [Theory]
    [InlineData("""{"objectType":"TRACE","objectId":"golden","content":"c"}""")]
    [InlineData("""{"projectId":"other","objectType":"TRACE","objectId":"golden","content":"c"}""")]
    [InlineData("""{"projectId":"default","objectType":"THING","objectId":"golden","content":"c"}""")]
    [InlineData("""{"projectId":"default","objectType":"TRACE","objectId":"golden","content":""}""")]
    public async Task Create_Invalid_Is400(string body)
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "comments", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Delete_Comment_IsGone()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        var id = (await host.SendAsync(HttpMethod.Post, "comments", new { projectId = "default", objectType = "TRACE", objectId = "golden", content = "c" })).GetProperty("id").GetString();

        await host.SendAsync(HttpMethod.Delete, "comments/" + id);

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "comments/" + id);
        Assert.Equal("""{"message":"Comment not found within authorized project","error":"LangfuseNotFoundError"}""", answer.GetRawText());
    }
}
