using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Annotation;

public sealed class ScoreConfigTests
{
    [Fact]
    public async Task Create_Categorical_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new
        {
            name = "cfg", dataType = "CATEGORICAL", description = "d", categories = new[] { new { label = "good", value = 1 }, new { label = "bad", value = 0 } },
        });

        Assert.Equal("categories createdAt dataType description id isArchived maxValue minValue name projectId updatedAt", config.Names());
        Assert.Equal("""[{"label":"good","value":1},{"label":"bad","value":0}]""", config.GetProperty("categories").GetRawText());
        Assert.Equal("CATEGORICAL", config.GetProperty("dataType").GetString());
        Assert.False(config.GetProperty("isArchived").GetBoolean());
        Assert.Equal(config.GetRawText(), (await host.GetAsync("score-configs/" + config.GetProperty("id").GetString())).GetRawText());
        var list = await host.GetAsync("score-configs?limit=2");
        Assert.Equal(config.GetRawText(), list.GetProperty("data")[0].GetRawText());
        Assert.Equal("""{"page":1,"limit":2,"totalItems":1,"totalPages":1}""", list.GetProperty("meta").GetRawText());
    }

    [Fact]
    public async Task Update_SomeFields_KeepsTheOthers()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var id = (await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "cfg", dataType = "NUMERIC", minValue = 0, maxValue = 1 })).GetProperty("id").GetString();

        var changed = await host.SendAsync(HttpMethod.Patch, "score-configs/" + id, new { isArchived = true, maxValue = 5 });

        Assert.True(changed.GetProperty("isArchived").GetBoolean());
        Assert.Equal("0 5 cfg", $"{changed.GetProperty("minValue")} {changed.GetProperty("maxValue")} {changed.GetProperty("name")}");
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, "score-configs/" + id, new { minValue = 6 });
        Assert.Equal(0, (await host.GetAsync("score-configs/" + id)).GetProperty("minValue").GetInt32());
    }

    [Fact]
    public async Task Create_Boolean_HasItsTwoCategories()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "cfg", dataType = "BOOLEAN" });

        Assert.Equal("""[{"label":"True","value":1},{"label":"False","value":0}]""", config.GetProperty("categories").GetRawText());
    }

    [Theory]
    [InlineData("""{"name":"x","dataType":"FOO"}""", "dataType")]
    [InlineData("""{"dataType":"NUMERIC"}""", "name")]
    [InlineData("""{"name":"x"}""", "dataType")]
    [InlineData("""{"name":"x","dataType":"NUMERIC","minValue":2,"maxValue":1}""", "maxValue")]
    [InlineData("""{"name":"x","dataType":"NUMERIC","minValue":1e999}""", "minValue")]
    [InlineData("""{"name":"x","dataType":"NUMERIC","categories":[{"label":"a","value":1}]}""", "categories")]
    [InlineData("""{"name":"x","dataType":"TEXT","maxValue":1}""", "minValue")]
    [InlineData("""{"name":"x","dataType":"CATEGORICAL"}""", "categories")]
    [InlineData("""{"name":"x","dataType":"CATEGORICAL","categories":[]}""", "categories")]
    [InlineData("""{"name":"x","dataType":"CATEGORICAL","categories":[null]}""", "categories")]
    [InlineData("""{"name":"x","dataType":"CATEGORICAL","categories":[{"label":"a","value":1},{"label":"a","value":2}]}""", "categories")]
    [InlineData("""{"name":"x","dataType":"CATEGORICAL","categories":[{"label":"a","value":1},{"label":"b","value":1}]}""", "categories")]
    public async Task Create_Invalid_NamesTheProperty(string body, string property)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "score-configs", JsonDocument.Parse(body).RootElement);

        Assert.Equal("Invalid request data", answer.GetProperty("message").GetString());
        Assert.Contains(answer.GetProperty("error").EnumerateArray(), issue => issue.GetProperty("path").EnumerateArray().Any(part => part.GetString() == property));
    }

    [Fact]
    public async Task Unknown_Config_Is404()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "score-configs/nope");

        Assert.Equal("""{"message":"Score config not found within authorized project","error":"LangfuseNotFoundError"}""", answer.GetRawText());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Patch, "score-configs/nope", new { isArchived = true });
    }

    [Fact]
    public async Task Score_AgainstItsConfig_IsCheckedOnWrite()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var category = (await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "tone", dataType = "CATEGORICAL", categories = new[] { new { label = "kind", value = 1 } } })).GetProperty("id").GetString();
        var number = (await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "quality", dataType = "NUMERIC", minValue = 0 })).GetProperty("id").GetString();

        async Task<string?> RefusedAsync(HttpStatusCode status, object score) => (await host.RefusedAsync(status, HttpMethod.Post, "scores", score)).GetProperty("message").GetString();

        await host.SendAsync(HttpMethod.Post, "scores", new { traceId = "t", name = "tone", value = "kind", configId = category });
        Assert.StartsWith("Value rude does not map", await RefusedAsync(HttpStatusCode.BadRequest, new { traceId = "t", name = "tone", value = "rude", configId = category }), StringComparison.Ordinal);
        Assert.StartsWith("Value is below minimum", await RefusedAsync(HttpStatusCode.BadRequest, new { traceId = "t", name = "quality", value = -1, configId = number }), StringComparison.Ordinal);
        Assert.StartsWith("The configId you provided", await RefusedAsync(HttpStatusCode.NotFound, new { traceId = "t", name = "quality", value = 1, configId = "nope" }), StringComparison.Ordinal);
        await host.SendAsync(HttpMethod.Patch, "score-configs/" + number, new { isArchived = true });
        Assert.StartsWith("Config is archived", await RefusedAsync(HttpStatusCode.BadRequest, new { traceId = "t", name = "quality", value = 1, configId = number }), StringComparison.Ordinal);
    }
}
