using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Observability.AspNetCore.Tests.Annotation;

public sealed class AnnotationQueueTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Create_Queue_HasTheWiresFields()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;

        Assert.Equal("createdAt description id name scoreConfigIds updatedAt", queue.Names());
        Assert.Equal("review", queue.GetProperty("name").GetString());
        Assert.Equal(queue.GetRawText(), (await host.GetAsync("annotation-queues/" + queue.GetProperty("id").GetString())).GetRawText());
        Assert.Equal(queue.GetRawText(), (await host.GetAsync("annotation-queues")).GetProperty("data")[0].GetRawText());
    }

    [Fact]
    public async Task Create_QueueThatCannotBe_IsRefused()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var config = queue.GetProperty("scoreConfigIds")[0].GetString();

        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "annotation-queues", new { name = "review", scoreConfigIds = new[] { config } });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "annotation-queues", new { name = "other", scoreConfigIds = new[] { "nope" } });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "annotation-queues", new { name = "other" });
        var missing = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "annotation-queues/nope");
        Assert.Equal("""{"message":"Annotation queue not found","error":"LangfuseNotFoundError"}""", missing.GetRawText());
    }

    [Fact]
    public async Task Item_AddedAndDone_ChangesItsStatus()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var items = $"annotation-queues/{queue.GetProperty("id").GetString()}/items";

        var item = await host.SendAsync(HttpMethod.Post, items, new { objectId = "golden", objectType = "TRACE" });
        var done = await host.SendAsync(HttpMethod.Patch, $"{items}/{item.GetProperty("id").GetString()}", new { status = "COMPLETED" });

        Assert.Equal("completedAt createdAt id objectId objectType queueId status updatedAt", item.Names());
        Assert.Equal("PENDING", item.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("completedAt").ValueKind);
        Assert.Equal("COMPLETED", done.GetProperty("status").GetString());
        Assert.Equal("2026-11-23T17:00:00.000Z", done.GetProperty("completedAt").GetString());
        Assert.Equal(0, (await host.GetAsync(items + "?status=PENDING")).GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.Equal(1, (await host.GetAsync(items + "?status=COMPLETED")).GetProperty("meta").GetProperty("totalItems").GetInt32());
        var again = await host.SendAsync(HttpMethod.Patch, $"{items}/{item.GetProperty("id").GetString()}", new { status = "PENDING" });
        Assert.Equal(JsonValueKind.Null, again.GetProperty("completedAt").ValueKind);
        var deleted = await host.SendAsync(HttpMethod.Delete, $"{items}/{item.GetProperty("id").GetString()}");
        Assert.Equal("message success", deleted.Names());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{items}/{item.GetProperty("id").GetString()}");
    }

    [Theory]
    [InlineData("""{"objectId":"golden","objectType":"PROMPT"}""")]
    [InlineData("""{"objectType":"TRACE"}""")]
    [InlineData("""{"objectId":"golden","objectType":"TRACE","status":"DONE"}""")]
    public async Task Item_ThatCannotBe_IsRefused(string body)
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"annotation-queues/{queue.GetProperty("id").GetString()}/items", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Reservation_OfSeveralPeople_GivesEachAnotherItemUntilItExpires()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var root = $"annotation-queues/{queue.GetProperty("id").GetString()}";
        foreach (var (id, type) in new[] { ("golden", "TRACE"), ("gen", "OBSERVATION") })
        {
            await host.SendAsync(HttpMethod.Post, root + "/items", new { objectId = id, objectType = type });
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        async Task<string?> ReserveAsync(string user) =>
            (await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = user, seconds = 60 })).GetProperty("objectId").GetString();

        Assert.Equal("golden", await ReserveAsync("ann"));
        Assert.Equal("golden", await ReserveAsync("ann"));
        Assert.Equal("gen", await ReserveAsync("bob"));
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, root + "/reservations", new { userId = "eve" });
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("golden", await ReserveAsync("eve"));
        var item = (await host.GetAsync(root + "/items")).GetProperty("data")[0];
        Assert.Equal("eve", item.GetProperty("reservedBy").GetString());
        var itemPath = $"{root}/items/{item.GetProperty("id").GetString()}";
        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, itemPath + "/reservation", new { userId = "ann" });
        await host.SendAsync(HttpMethod.Delete, itemPath + "/reservation", new { userId = "eve" });
        Assert.Equal("golden", await ReserveAsync("ann"));
        await host.SendAsync(HttpMethod.Patch, itemPath, new { status = "COMPLETED" });
        Assert.Equal("gen", await ReserveAsync("ann"));
    }

    [Fact]
    public async Task Reservation_AtTheSameTime_NeverGivesAnItemTwice()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var root = $"annotation-queues/{queue.GetProperty("id").GetString()}";
        for (var i = 0; i < 8; i++)
        {
            await host.SendAsync(HttpMethod.Post, root + "/items", new { objectId = "golden", objectType = "TRACE" });
        }

        var reserved = await Task.WhenAll(Enumerable.Range(0, 8).Select(user => host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "u" + user })));

        Assert.Equal(8, reserved.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Assignment_OfUser_IsThereUntilItIsTakenBack()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var path = $"annotation-queues/{queue.GetProperty("id").GetString()}/assignments";

        var assigned = await host.SendAsync(HttpMethod.Post, path, new { userId = "ann" });

        Assert.Equal($$"""{"userId":"ann","queueId":"{{queue.GetProperty("id").GetString()}}","projectId":"default"}""", assigned.GetRawText());
        Assert.Equal("ann", (await host.GetAsync(path)).GetProperty("data").Column("userId"));
        Assert.Equal("""{"success":true}""", (await host.SendAsync(HttpMethod.Delete, path, new { userId = "ann" })).GetRawText());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, path, new { userId = "ann" });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, new { });
    }

    private async Task<(ApiHost Host, JsonElement Queue)> StartAsync()
    {
        var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync(), services: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "quality", dataType = "BOOLEAN" });
        var queue = await host.SendAsync(HttpMethod.Post, "annotation-queues", new { name = "review", scoreConfigIds = new[] { config.GetProperty("id").GetString() } });
        return (host, queue);
    }
}
