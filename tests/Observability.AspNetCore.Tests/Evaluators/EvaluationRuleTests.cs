using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Evaluators;

public sealed class EvaluationRuleTests
{
    private static readonly object[] Mapping = [new { variable = "output", source = "output" }];

    [Fact]
    public async Task Create_WithOneEvaluator_HasTheWiresFields()
    {
        await using var host = await StartAsync();

        var rule = await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", new
        {
            name = "live", target = "observation", enabled = true, sampling = 0.5, evaluator = new { name = "judge", type = "llm_as_judge" }, mapping = Mapping,
            filter = new[] { new { type = "stringOptions", column = "type", @operator = "any of", value = new[] { "GENERATION" } } },
        });

        Assert.Equal("createdAt enabled evaluator evaluators filter id mapping name pausedMessage pausedReason sampling status target updatedAt", rule.Names());
        Assert.Equal("active", rule.GetProperty("status").GetString());
        Assert.Equal("judge", rule.GetProperty("evaluator").GetProperty("name").GetString());
        Assert.Equal("evaluator mapping", rule.GetProperty("evaluators")[0].Names());
        Assert.Equal("""[{"variable":"output","source":"output"}]""", rule.GetProperty("mapping").GetRawText());
        Assert.Equal(rule.GetRawText(), (await host.GetAsync($"v2/evaluation-rules/{rule.GetProperty("id").GetString()}")).GetRawText());
        Assert.Equal(rule.GetRawText(), (await host.GetAsync("unstable/evaluation-rules")).GetProperty("data")[0].GetRawText());
    }

    [Fact]
    public async Task Create_WithSeveralEvaluators_KeepsEachMapping()
    {
        await using var host = await StartAsync();

        var rule = await host.SendAsync(HttpMethod.Post, "v2/evaluation-rules", new
        {
            name = "live", target = "experiment", enabled = true,
            evaluators = new object[] { new { evaluator = new { name = "judge" }, mapping = Mapping }, new { evaluator = new { name = "exact", type = "code" } } },
        });

        Assert.Equal(2, rule.GetProperty("evaluators").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rule.GetProperty("evaluators")[1].GetProperty("mapping").ValueKind);
        Assert.Equal("code", rule.GetProperty("evaluators")[1].GetProperty("evaluator").GetProperty("type").GetString());
        Assert.Equal("[]", rule.GetProperty("filter").GetRawText());
        Assert.Equal(1, rule.GetProperty("sampling").GetDouble());
    }

    [Fact]
    public async Task Update_SomeFields_KeepsTheOthers()
    {
        await using var host = await StartAsync();
        var rule = await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", new { name = "live", target = "observation", enabled = true, evaluator = new { name = "judge" }, mapping = Mapping });
        var path = $"unstable/evaluation-rules/{rule.GetProperty("id").GetString()}";

        var changed = await host.SendAsync(HttpMethod.Patch, path, new { enabled = false, sampling = 0.25 });

        Assert.Equal("inactive", changed.GetProperty("status").GetString());
        Assert.Equal(0.25, changed.GetProperty("sampling").GetDouble());
        Assert.Equal("live", changed.GetProperty("name").GetString());
        Assert.Equal(1, changed.GetProperty("evaluators").GetArrayLength());
        var emptied = await host.SendAsync(HttpMethod.Patch, path, new { evaluators = Array.Empty<object>() });
        Assert.Equal(0, emptied.GetProperty("evaluators").GetArrayLength());
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, path, new { enabled = true });
    }

    [Fact]
    public async Task Create_NameTwice_IsAConflict()
    {
        await using var host = await StartAsync();
        var body = new { name = "live", target = "observation", enabled = false };
        await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", body);
        var other = await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", new { name = "other", target = "observation", enabled = false });

        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "unstable/evaluation-rules", body);
        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Patch, $"unstable/evaluation-rules/{other.GetProperty("id").GetString()}", new { name = "live" });
    }

    [Theory]
    [InlineData("""{"target":"observation","enabled":false}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"dataset","enabled":false}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":false,"filter":[{"type":"string","column":"nope","operator":"=","value":"x"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":true}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":false,"sampling":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":false,"sampling":2}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":false,"filter":{}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":false,"filter":[{"type":"string","column":"name","operator":"~","value":"x"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":true,"evaluator":{"name":"nope"}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"name":"n","target":"observation","enabled":true,"evaluator":{"name":"judge","type":"code"}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"name":"n","target":"observation","enabled":true,"evaluator":{"name":"judge"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"n","target":"observation","enabled":true,"evaluators":[null]}""", HttpStatusCode.BadRequest)]
    public async Task Create_ThatCannotBe_IsRefused(string body, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(status, HttpMethod.Post, "unstable/evaluation-rules", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Delete_Rule_IsGone()
    {
        await using var host = await StartAsync();
        var id = (await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", new { name = "live", target = "observation", enabled = false })).GetProperty("id").GetString();

        await host.SendAsync(HttpMethod.Delete, "unstable/evaluation-rules/" + id);

        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "unstable/evaluation-rules/" + id);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Patch, "unstable/evaluation-rules/" + id, new { enabled = false });
    }

    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "unstable/evaluators", new { name = "judge", prompt = "Judge {{output}}", outputDefinition = new { dataType = "BOOLEAN" } });
        await host.SendAsync(HttpMethod.Post, "unstable/evaluators", new { name = "exact", type = "code", sourceCode = "x", sourceCodeLanguage = "PYTHON" });
        return host;
    }
}
