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
    public async Task Queue_ThatIsAssigned_GivesItemsToThoseAloneWhoAreAssigned()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var root = $"annotation-queues/{queue.GetProperty("id").GetString()}";
        var item = (await host.SendAsync(HttpMethod.Post, root + "/items", new { objectId = "golden", objectType = "TRACE" })).GetProperty("id").GetString();
        await host.SendAsync(HttpMethod.Post, root + "/assignments", new { userId = "ann" });

        var refused = await host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, root + "/reservations", new { userId = "bob" });
        await host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, $"{root}/items/{item}/skips", new { userId = "bob" });
        await host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Patch, $"{root}/items/{item}", new { status = "COMPLETED", userId = "bob" });

        Assert.Equal("The annotation queue 'review' is assigned to others than 'bob'. Assign the user to it first.", refused.GetProperty("message").GetString());
        Assert.Equal(item, (await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "ann" })).GetProperty("id").GetString());
        await host.SendAsync(HttpMethod.Delete, root + "/assignments", new { userId = "ann" });
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(item, (await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "bob" })).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Skip_Item_LeavesItToTheOthersAndSaysWhy()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var root = $"annotation-queues/{queue.GetProperty("id").GetString()}";
        foreach (var id in new[] { "first", "second" })
        {
            await host.SendAsync(HttpMethod.Post, root + "/items", new { objectId = id, objectType = "TRACE" });
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var held = await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "ann" });
        var path = $"{root}/items/{held.GetProperty("id").GetString()}";
        var skipped = await host.SendAsync(HttpMethod.Post, path + "/skips", new { userId = "ann", reason = "not my language" });

        Assert.Equal("PENDING", skipped.GetProperty("status").GetString());
        Assert.False(skipped.TryGetProperty("reservedBy", out _));
        Assert.Equal("""[{"userId":"ann","reason":"not my language","at":"2026-11-23T17:00:02.000Z"}]""", skipped.GetProperty("skips").GetRawText());
        Assert.Equal("second", (await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "ann" })).GetProperty("objectId").GetString());
        Assert.Equal("first", (await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "bob" })).GetProperty("objectId").GetString());
        await host.SendAsync(HttpMethod.Patch, path, new { status = "PENDING" });
        Assert.False((await host.GetAsync(path)).TryGetProperty("skips", out _));
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path + "/skips", new { reason = "who am I?" });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, root + "/items/nope/skips", new { userId = "ann" });
    }

    [Fact]
    public async Task Queue_ForTwoPeopleAnItem_IsDoneWhenTwoDifferentPeopleFinished()
    {
        var (host, queue) = await StartAsync();
        await using var disposal = host;
        var twice = await host.SendAsync(HttpMethod.Post, "annotation-queues", new { name = "twice", scoreConfigIds = queue.GetProperty("scoreConfigIds"), annotatorsPerItem = 2 });
        var root = $"annotation-queues/{twice.GetProperty("id").GetString()}";
        var path = $"{root}/items/{(await host.SendAsync(HttpMethod.Post, root + "/items", new { objectId = "golden", objectType = "TRACE" })).GetProperty("id").GetString()}";

        await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "ann" });
        var once = await host.SendAsync(HttpMethod.Patch, path, new { status = "COMPLETED", userId = "ann" });
        var again = await host.SendAsync(HttpMethod.Patch, path, new { status = "COMPLETED", userId = "ann" });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, root + "/reservations", new { userId = "ann" });
        await host.SendAsync(HttpMethod.Post, root + "/reservations", new { userId = "bob" });
        var done = await host.SendAsync(HttpMethod.Patch, path, new { status = "COMPLETED", userId = "bob" });

        Assert.Equal(2, twice.GetProperty("annotatorsPerItem").GetInt32());
        Assert.Equal("PENDING", once.GetProperty("status").GetString());
        Assert.Equal("PENDING", again.GetProperty("status").GetString());
        Assert.Equal("COMPLETED", done.GetProperty("status").GetString());
        Assert.Equal("""["ann","bob"]""", done.GetProperty("completedBy").GetRawText());
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "annotation-queues", new { name = "many", scoreConfigIds = queue.GetProperty("scoreConfigIds"), annotatorsPerItem = 11 });
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
