using System.Net;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests;

public sealed class SessionAndUserTests
{
    [Fact]
    public async Task Sessions_Listed_AreInOrderOfActivityWithTotals()
    {
        await using var host = await ApiHost.StartAsync(await TwoSessionsAsync());

        var answer = await host.GetAsync("sessions?limit=1");

        var session = answer.GetProperty("data")[0];
        Assert.Equal("""{"page":1,"limit":1,"totalItems":2,"totalPages":2}""", Without(answer.GetProperty("meta"), "cursor"));
        Assert.Equal("s1", session.GetProperty("id").GetString());
        Assert.Equal("2026-11-23T17:35:37.955Z", session.GetProperty("createdAt").GetString());
        Assert.Equal("default", session.GetProperty("projectId").GetString());
        Assert.Equal("prod", session.GetProperty("environment").GetString());
        Assert.Equal(2, session.GetProperty("traceCount").GetInt32());
        Assert.Equal(170, session.GetProperty("totalTokens").GetInt64());
        Assert.Equal("""["u1"]""", session.GetProperty("userIds").GetRawText());
    }

    [Fact]
    public async Task Session_Asked_HasItsTracesInOrderOfTime()
    {
        await using var host = await ApiHost.StartAsync(await TwoSessionsAsync());

        var session = await host.GetAsync("sessions/s1");

        Assert.Equal("t1 t3", session.GetProperty("traces").Column("id"));
        Assert.Equal("in", session.GetProperty("traces")[0].GetProperty("input").GetString());
    }

    [Fact]
    public async Task Session_Unknown_IsTheWires404()
    {
        await using var host = await ApiHost.StartAsync(await TwoSessionsAsync());

        var body = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "sessions/nope");

        Assert.Equal("""{"message":"Session not found within authorized project","error":"LangfuseNotFoundError"}""", body.GetRawText());
    }

    [Theory]
    [InlineData("", "u1 u2")]
    [InlineData("?userId=u2", "u2")]
    [InlineData("?environment=prod", "u1")]
    public async Task Users_Listed_HaveTheirTotals(string query, string expected)
    {
        await using var host = await ApiHost.StartAsync(await TwoSessionsAsync());

        var users = (await host.GetAsync("users" + query)).GetProperty("data");

        Assert.Equal(expected, users.Column("id"));
    }

    private static string Without(System.Text.Json.JsonElement element, string name)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(element.GetRawText())!.AsObject();
        node.Remove(name);
        return node.ToJsonString();
    }

    private static async Task<InMemoryTraceStore> TwoSessionsAsync()
    {
        var store = new InMemoryTraceStore();
        await store.AddAsync(
            Telemetry.Trace("t1", 0) with { SessionId = new SessionId("s1"), UserId = new UserId("u1"), Environment = "prod", Input = Payload.FromText("in") },
            Telemetry.Trace("t2", 1) with { SessionId = new SessionId("s2"), UserId = new UserId("u2") },
            Telemetry.Trace("t3", 2) with { SessionId = new SessionId("s1"), UserId = new UserId("u1"), Environment = "prod" });
        await store.AddAsync(Telemetry.Observation("t1", "o1"), Telemetry.Observation("t2", "o2", 1), Telemetry.Generation("t3", "o3", 2));
        return store;
    }
}
