using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Datasets;

public sealed class DatasetItemTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 17, 35, 40, 210, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Create_Complete_HasTheWiresFields()
    {
        await using var host = await StartAsync();

        var item = await host.SendAsync(
            HttpMethod.Post,
            "dataset-items",
            new { datasetName = "ds", id = "it1", input = new { q = 1 }, expectedOutput = new { a = 2 }, metadata = new { m = 1 }, sourceTraceId = "golden" });

        Assert.Equal(
            "createdAt datasetId datasetName expectedOutput id input mediaReferences metadata sourceObservationId sourceTraceId status updatedAt",
            item.Names());
        Assert.Equal("""{"q":1}""", item.GetProperty("input").GetRawText());
        Assert.Equal("ACTIVE", item.GetProperty("status").GetString());
        Assert.Equal("golden", item.GetProperty("sourceTraceId").GetString());
        Assert.Equal("2026-11-23T17:35:40.210Z", item.GetProperty("createdAt").GetString());
        Assert.Equal(item.GetRawText(), (await host.GetAsync("dataset-items/it1")).GetRawText());
        var list = await host.GetAsync("dataset-items?datasetName=ds&limit=5");
        Assert.Equal(item.GetRawText(), list.GetProperty("data")[0].GetRawText());
        Assert.Equal("""{"page":1,"limit":5,"totalItems":1,"totalPages":1}""", list.GetProperty("meta").GetRawText());
    }

    [Fact]
    public async Task Upsert_ById_ChangesOnlyWhatIsGivenAndKeepsCreation()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = 1, expectedOutput = 2, metadata = new { m = 1 } });
        _time.Advance(TimeSpan.FromSeconds(1));

        var changed = await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", expectedOutput = (object?)null, status = "ARCHIVED" });

        Assert.Equal("1", changed.GetProperty("input").GetRawText());
        Assert.Equal("null", changed.GetProperty("expectedOutput").GetRawText());
        Assert.Equal("""{"m":1}""", changed.GetProperty("metadata").GetRawText());
        Assert.Equal("ARCHIVED", changed.GetProperty("status").GetString());
        Assert.Equal("2026-11-23T17:35:40.210Z", changed.GetProperty("createdAt").GetString());
        Assert.Equal("2026-11-23T17:35:41.210Z", changed.GetProperty("updatedAt").GetString());
        Assert.Equal(1, (await host.GetAsync("dataset-items?datasetName=ds")).GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task List_Version_HoldsTheItemsOfThatInstant()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "kept", input = "kept-1" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "gone", input = "gone-1", sourceTraceId = "t" });
        _time.Advance(TimeSpan.FromSeconds(10));
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "kept", input = "kept-2" });
        await host.SendAsync(HttpMethod.Delete, "dataset-items/gone");
        _time.Advance(TimeSpan.FromSeconds(10));
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "new", input = "new-1" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "kept", input = "kept-3" });

        async Task<string> AtAsync(int seconds, string more = "")
        {
            var version = Start.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var list = await host.GetAsync($"dataset-items?datasetName=ds&version={version}{more}");
            var inputs = list.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("input").GetString()).Order();
            return $"{list.GetProperty("meta").GetProperty("totalItems")}: {string.Join(' ', inputs)}";
        }

        Assert.Equal("0: ", await AtAsync(-1));
        Assert.Equal("2: gone-1 kept-1", await AtAsync(0));
        Assert.Equal("2: gone-1 kept-1", await AtAsync(9));
        Assert.Equal("1: gone-1", await AtAsync(9, "&sourceTraceId=t"));
        Assert.Equal("1: kept-2", await AtAsync(15));
        Assert.Equal("2: kept-3 new-1", await AtAsync(20));
        Assert.Equal("2: kept-3 new-1", await AtAsync(1000));
        Assert.Equal(["2: gone-1", "2: kept-1"], new[] { await AtAsync(9, "&limit=1"), await AtAsync(9, "&limit=1&page=2") }.Order());
    }

    [Fact]
    public async Task Upsert_WithinOneMillisecond_MakesVersionsThatFollowEachOther()
    {
        await using var host = await StartAsync();
        foreach (var input in new[] { 1, 2, 3 })
        {
            await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input });
        }

        await host.SendAsync(HttpMethod.Delete, "dataset-items/i");
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = 4 });

        Assert.Equal("2026-11-23T17:35:40.214Z", (await host.GetAsync("dataset-items/i")).GetProperty("updatedAt").GetString());
        Assert.Equal("2", (await host.GetAsync("dataset-items?datasetName=ds&version=2026-11-23T17:35:40.211Z")).GetProperty("data")[0].GetProperty("input").GetRawText());
        Assert.Equal(0, (await host.GetAsync("dataset-items?datasetName=ds&version=2026-11-23T17:35:40.213Z")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task List_BySource_HoldsWhatWasMadeFromIt()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "other" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "a", sourceTraceId = "t1", sourceObservationId = "o1" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "b", sourceTraceId = "t1" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "other", id = "c", sourceTraceId = "t1", sourceObservationId = "o1" });

        async Task<string> ListAsync(string query) => string.Join(
            ' ', (await host.GetAsync("dataset-items?" + query)).GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()).Order());

        Assert.Equal("a b c", await ListAsync("sourceTraceId=t1"));
        Assert.Equal("a b", await ListAsync("sourceTraceId=t1&datasetName=ds"));
        Assert.Equal("a c", await ListAsync("sourceObservationId=o1"));
        Assert.Equal("c", await ListAsync("sourceObservationId=o1&sourceTraceId=t1&datasetName=other"));
        Assert.Equal("a b c", await ListAsync(""));
    }

    [Fact]
    public async Task Create_IdOfAnotherDataset_IsRefused()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "other" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = 1 });

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", new { datasetName = "other", id = "i", input = 2 });

        Assert.Equal("The item 'i' belongs to another dataset than 'other'. Give it another id.", answer.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Schema_OfDataset_IsEnforcedOnWrite()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new
        {
            name = "ds",
            inputSchema = new { type = "object", required = new[] { "q" }, properties = new { q = new { type = "string", pattern = "^[a-z]+$" } } },
            expectedOutputSchema = new { type = "integer" },
        });

        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "good", input = new { q = "abc" }, expectedOutput = 3 });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", input = new { q = "abc" } });
        var missing = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "bad", input = new { } });
        var pattern = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "bad", input = new { q = "A1" } });
        var output = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "good", expectedOutput = "x" });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "none" });

        Assert.Equal("The input of item 'bad' does not satisfy the schema of its dataset: #/q is required.", missing.GetProperty("message").GetString());
        Assert.Equal("The input of item 'bad' does not satisfy the schema of its dataset: #/q does not match the pattern.", pattern.GetProperty("message").GetString());
        Assert.Contains("expected output of item 'good'", output.GetProperty("message").GetString(), StringComparison.Ordinal);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "dataset-items/bad");
    }

    [Theory]
    [InlineData("""{"type":"strin"}""")]
    [InlineData("""{"$ref":"https://example.org/schema.json"}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("5")]
    public async Task Schema_ThatCannotBeUsed_IsRefused(string schema)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(
            HttpStatusCode.BadRequest, HttpMethod.Post, "v2/datasets", new { name = "ds", inputSchema = JsonDocument.Parse(schema).RootElement });

        Assert.StartsWith("The inputSchema cannot be used: ", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "v2/datasets/ds");
    }

    [Fact]
    public async Task Schema_ThatAnItemBreaks_IsRefused()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = "text" });

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "v2/datasets", new { name = "ds", inputSchema = new { type = "number" } });
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds", inputSchema = new { type = "string" } });
    }

    [Fact]
    public async Task Get_ItemThatRefersToMedia_NamesThem()
    {
        await using var host = await StartAsync();
        var media = new MediaContent("image/png", new byte[] { 1, 2, 3 });
        await host.Services.GetRequiredService<Storage.IMediaStore>().PutAsync(ProjectId.Default, media, TestContext.Current.CancellationToken);
        var reference = new MediaReference(media.Id, "image/png").ToString();

        var item = await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = new { list = new[] { "x", reference } }, metadata = "@@@langfuseMedia:type=a|id=unknown|source=b@@@" });

        var found = Assert.Single(item.GetProperty("mediaReferences").EnumerateArray());
        Assert.Equal("field jsonPath media referenceString", found.Names());
        Assert.Equal("$['list'][1]", found.GetProperty("jsonPath").GetString());
        Assert.Equal(reference, found.GetProperty("referenceString").GetString());
        Assert.Equal("contentLength contentType mediaId url urlExpiry", found.GetProperty("media").Names());
        Assert.Equal([1, 2, 3], await host.Client.GetByteArrayAsync(new Uri(found.GetProperty("media").GetProperty("url").GetString()!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Create_ItemWithDataUris_KeepsTheMediaBesideIt()
    {
        await using var host = await StartAsync();
        var media = new MediaContent("image/png", new byte[] { 1, 2, 3, 4 });

        var item = await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = new { url = "see data:image/png;base64,AQIDBA== here", n = 1.50, t = true }, expectedOutput = "data:image/png;base64,AQIDBA==" });

        var reference = new MediaReference(media.Id, "image/png", "base64_data_uri").ToString();
        Assert.Equal($$"""{"url":"see {{reference}} here","n":1.5,"t":true}""", item.GetProperty("input").GetRawText());
        Assert.Equal(reference, item.GetProperty("expectedOutput").GetString());
        Assert.Equal(2, item.GetProperty("mediaReferences").GetArrayLength());
        Assert.Equal(media.Content.ToArray(), (await host.Services.GetRequiredService<Storage.IMediaStore>().GetAsync(ProjectId.Default, media.Id, TestContext.Current.CancellationToken))!.Content.ToArray());
    }

    [Theory]
    [InlineData("""{"datasetName":"ds","status":"DONE"}""")]
    [InlineData("""{"input":1}""")]
    [InlineData("""{"datasetName":"ds","id":""}""")]
    [InlineData("""{"datasetName":5}""")]
    [InlineData("[]")]
    public async Task Create_Invalid_Is400(string body)
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-items", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Unknown_Item_Is404()
    {
        await using var host = await StartAsync();

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "dataset-items/nope");

        Assert.Equal("""{"message":"Dataset item not found","error":"LangfuseNotFoundError"}""", answer.GetRawText());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "dataset-items/nope");
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "dataset-items?version=2026-11-23T17:35:40Z");
    }

    private async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync(new InMemoryTraceStore(), services: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds" });
        return host;
    }
}
