using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Evaluators;

public sealed class EvaluatorTests
{
    private static readonly object Judge = new
    {
        name = "correctness",
        type = "llm_as_judge",
        prompt = "Is {{output}} right for {{input}}? {{ input }}",
        outputDefinition = new { dataType = "NUMERIC", minValue = 0, maxValue = 1 },
        modelConfig = new { provider = "openai", model = "gpt-4.1-mini" },
    };

    [Theory]
    [InlineData("unstable")]
    [InlineData("v2")]
    public async Task Create_Judge_HasTheWiresFields(string generation)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var judge = await host.SendAsync(HttpMethod.Post, generation + "/evaluators", Judge);

        Assert.Equal("createdAt evaluationRuleCount id mapping modelConfig name outputDefinition prompt type updatedAt variables version", judge.Names());
        Assert.Equal("llm_as_judge", judge.GetProperty("type").GetString());
        Assert.Equal("""["output","input"]""", judge.GetProperty("variables").GetRawText());
        Assert.Equal("""{"dataType":"NUMERIC","minValue":0,"maxValue":1}""", judge.GetProperty("outputDefinition").GetRawText());
        Assert.Equal(1, judge.GetProperty("version").GetInt32());
        Assert.Equal(judge.GetRawText(), (await host.GetAsync($"{generation}/evaluators/{judge.GetProperty("id").GetString()}")).GetRawText());
        Assert.Equal(judge.GetRawText(), (await host.GetAsync(generation + "/evaluators")).GetProperty("data")[0].GetRawText());
    }

    [Fact]
    public async Task Create_SameName_MakesTheNextVersionUnderTheSameId()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var first = await host.SendAsync(HttpMethod.Post, "unstable/evaluators", Judge);

        var second = await host.SendAsync(HttpMethod.Post, "unstable/evaluators", new { name = "correctness", prompt = "Other {{output}}", outputDefinition = new { dataType = "BOOLEAN" } });

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(2, second.GetProperty("version").GetInt32());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("modelConfig").ValueKind);
        Assert.Equal(1, (await host.GetAsync("unstable/evaluators")).GetProperty("meta").GetProperty("totalItems").GetInt32());
        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "unstable/evaluators", new { name = "correctness", type = "code", sourceCode = "x", sourceCodeLanguage = "PYTHON" });
    }

    [Fact]
    public async Task Create_Code_HasItsFixedVariables()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var code = await host.SendAsync(HttpMethod.Post, "unstable/evaluators", new { name = "exact", type = "code", sourceCode = "def evaluate(ctx): ...", sourceCodeLanguage = "PYTHON" });

        Assert.Equal("createdAt evaluationRuleCount id mapping name sourceCode sourceCodeLanguage type updatedAt variables version", code.Names());
        Assert.Equal(6, code.GetProperty("variables").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"prompt":"p","outputDefinition":{"dataType":"NUMERIC"}}""")]
    [InlineData("""{"name":"n","outputDefinition":{"dataType":"NUMERIC"}}""")]
    [InlineData("""{"name":"n","prompt":"p"}""")]
    [InlineData("""{"name":"n","prompt":"p","outputDefinition":{"dataType":"WORD"}}""")]
    [InlineData("""{"name":"n","prompt":"p","outputDefinition":{"dataType":"NUMERIC","minValue":2,"maxValue":1}}""")]
    [InlineData("""{"name":"n","prompt":"p","outputDefinition":{"dataType":"CATEGORICAL","categories":["a"]}}""")]
    [InlineData("""{"name":"n","prompt":"p","outputDefinition":{"dataType":"CATEGORICAL","categories":["a","a"]}}""")]
    [InlineData("""{"name":"n","prompt":"p","outputDefinition":{"dataType":"NUMERIC"},"modelConfig":{"provider":"x"}}""")]
    [InlineData("""{"name":"n","prompt":"{{a}}","outputDefinition":{"dataType":"NUMERIC"},"mapping":[{"variable":"b","source":"input"}]}""")]
    [InlineData("""{"name":"n","prompt":"{{a}}","outputDefinition":{"dataType":"NUMERIC"},"mapping":[{"variable":"a","source":"nowhere"}]}""")]
    [InlineData("""{"name":"n","prompt":"{{a}}","outputDefinition":{"dataType":"NUMERIC"},"mapping":[{"variable":"a","source":"input"},{"variable":"a","source":"input"}]}""")]
    [InlineData("""{"name":"n","prompt":"{{a}}","outputDefinition":{"dataType":"NUMERIC"},"mapping":[{"variable":"a","source":"input","jsonPath":"x"}]}""")]
    [InlineData("""{"name":"n","prompt":"{{a}} {{b}}","outputDefinition":{"dataType":"NUMERIC"},"mapping":[{"variable":"a","source":"input"}]}""")]
    [InlineData("""{"name":"n","type":"code","sourceCode":"x","sourceCodeLanguage":"COBOL"}""")]
    [InlineData("""{"name":"n","type":"other","prompt":"p"}""")]
    public async Task Create_Invalid_Is400(string body)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "unstable/evaluators", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Delete_Evaluator_TakesItOutOfItsRules()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var judge = await host.SendAsync(HttpMethod.Post, "unstable/evaluators", Judge);
        var rule = await host.SendAsync(HttpMethod.Post, "unstable/evaluation-rules", new
        {
            name = "live", target = "observation", enabled = true, evaluator = new { name = "correctness" },
            mapping = new[] { new { variable = "output", source = "output" }, new { variable = "input", source = "input" } },
        });
        Assert.Equal(1, (await host.GetAsync($"unstable/evaluators/{judge.GetProperty("id").GetString()}")).GetProperty("evaluationRuleCount").GetInt32());

        var answer = await host.SendAsync(HttpMethod.Delete, $"unstable/evaluators/{judge.GetProperty("id").GetString()}");

        Assert.Equal("""{"message":"Evaluator successfully deleted"}""", answer.GetRawText());
        var left = await host.GetAsync($"unstable/evaluation-rules/{rule.GetProperty("id").GetString()}");
        Assert.Equal("inactive", left.GetProperty("status").GetString());
        Assert.Equal(0, left.GetProperty("evaluators").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, left.GetProperty("evaluator").ValueKind);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"unstable/evaluators/{judge.GetProperty("id").GetString()}");
    }
}
