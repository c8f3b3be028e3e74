using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class UsageMappingTests
{
    private static readonly Usage Whole = new() { Input = 100, Output = 50, CachedInput = 60, CacheWrite = 10, Reasoning = 20 };

    public static TheoryData<string, string[]> Namings => new()
    {
        { "current conventions", ["gen_ai.usage.input_tokens=100", "gen_ai.usage.output_tokens=50", "gen_ai.usage.cache_read.input_tokens=60", "gen_ai.usage.cache_creation.input_tokens=10", "gen_ai.usage.reasoning.output_tokens=20"] },
        { "older cache names", ["gen_ai.usage.input_tokens=100", "gen_ai.usage.output_tokens=50", "gen_ai.usage.cache_read_input_tokens=60", "gen_ai.usage.cache_creation_input_tokens=10", "gen_ai.usage.reasoning_tokens=20"] },
        { "OpenLLMetry", ["gen_ai.usage.prompt_tokens=100", "gen_ai.usage.completion_tokens=50", "llm.usage.total_tokens=150", "gen_ai.usage.cache_read_input_tokens=60", "gen_ai.usage.cache_creation_input_tokens=10", "gen_ai.usage.reasoning_tokens=20"] },
        { "OpenInference", ["llm.token_count.prompt=100", "llm.token_count.completion=50", "llm.token_count.total=150", "llm.token_count.prompt_details.cache_read=60", "llm.token_count.prompt_details.cache_write=10", "llm.token_count.completion_details.reasoning=20"] },
        { "Pydantic AI", ["gen_ai.usage.input_tokens=100", "gen_ai.usage.output_tokens=50", "gen_ai.usage.details.input_tokens=30", "gen_ai.usage.details.cache_read_tokens=60", "gen_ai.usage.details.cache_write_tokens=10", "gen_ai.usage.details.reasoning_tokens=20"] },
        { "Vercel", ["ai.operationId=ai.generateText.doGenerate", "ai.usage.inputTokens=100", "ai.usage.outputTokens=50", "ai.usage.cachedInputTokens=60", "ai.usage.inputTokenDetails.cacheWriteTokens=10", "ai.usage.reasoningTokens=20"] },
        { "langfuse", ["""langfuse.observation.usage_details={"input":30,"output":30,"input_cached_tokens":60,"input_cache_creation":10,"output_reasoning_tokens":20}""", "gen_ai.usage.input_tokens=7"] },
        { "counts as text and numbers beside noise", ["gen_ai.usage.input_tokens=100", "gen_ai.usage.output_tokens=50", "gen_ai.usage.cost=0.5", "gen_ai.usage.cache_read.input_tokens=60", "gen_ai.usage.cache_creation.input_tokens=10", "gen_ai.usage.reasoning.output_tokens=20", "gen_ai.usage.speed=fast"] },
    };

    [Theory]
    [MemberData(nameof(Namings))]
    public void Usage_InEveryNaming_IsTheSameLedger(string naming, string[] attributes)
    {
        var usage = Map([("model", "m"), .. attributes.Select(Parse)]).Usage;

        Assert.True(Whole == usage, $"{naming}: {usage}");
    }

    [Theory]
    [InlineData("""{"openai":{"cachedPromptTokens":60,"reasoningTokens":20}}""", 100, 60, null, 20)]
    [InlineData("""{"bedrock":{"usage":{"cacheReadInputTokens":60,"cacheWriteInputTokens":10}}}""", 100, 60, 10, null)]
    [InlineData("""{"google":{"usageMetadata":{"cachedContentTokenCount":60,"thoughtsTokenCount":20}}}""", 100, 60, null, 20)]
    [InlineData("""{"anthropic":{"usage":{"input_tokens":100,"cache_creation_input_tokens":10,"cache_read_input_tokens":60,"output_tokens":50}}}""", 170, 60, 10, null)]
    [InlineData("""{"other":{"usage":1}}""", 100, null, null, null)]
    [InlineData("""not json""", 100, null, null, null)]
    public void Usage_OfTheVercelSdk_TakesDetailsFromTheProvidersAnswer(string metadata, int input, int? cached, int? writes, int? reasoning)
    {
        var usage = Map(
            ("ai.operationId", "ai.generateText.doGenerate"),
            ("gen_ai.usage.input_tokens", 100),
            ("gen_ai.usage.output_tokens", 50),
            ("ai.response.providerMetadata", metadata)).Usage;

        Assert.Equal(new Usage { Input = input, Output = 50, CachedInput = cached, CacheWrite = writes, Reasoning = reasoning }, usage);
    }

    [Fact]
    public void Usage_MoreCacheThanInput_WasCountedBesideIt()
    {
        var usage = Map(("model", "m"), ("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.output_tokens", 5), ("gen_ai.usage.cache_read.input_tokens", 90)).Usage;

        Assert.Equal(new Usage { Input = 100, Output = 5, CachedInput = 90 }, usage);
    }

    [Theory]
    [InlineData("gen_ai.operation.name", "invoke_agent")]
    [InlineData("openinference.span.kind", "CHAIN")]
    [InlineData("ai.operationId", "ai.streamText")]
    public void Usage_OfWhatSumsUpItsModelCalls_IsLeftToThem(string name, string value)
    {
        var observation = Map((name, value), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 50), ("ai.usage.promptTokens", 100));

        Assert.Null(observation.Usage);
    }

    [Fact]
    public void UsageAndCost_OfAnAgent_AreNotKept()
    {
        var observation = Map(
            ("langfuse.observation.type", "agent"),
            ("langfuse.observation.usage_details", """{"input":1}"""),
            ("langfuse.observation.cost_details", """{"total":1}"""),
            ("gen_ai.usage.cost", 0.5));

        Assert.Null(observation.Usage);
        Assert.Null(observation.Cost);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public void Usage_NoCount_IsUnknown(string value)
    {
        Assert.Null(Map(("model", "m"), ("gen_ai.usage.input_tokens", value), ("gen_ai.usage.output_tokens", -1)).Usage);
    }

    [Theory]
    [InlineData("""langfuse.observation.cost_details={"input":0.25,"output":0.5}""", "0.75", 2)]
    [InlineData("gen_ai.usage.cost=0.75", "0.75", 0)]
    [InlineData("llm.cost.total=0.75;llm.cost.prompt=0.25;llm.cost.completion=0.5", "0.75", 2)]
    [InlineData("llm.cost.total=0.75", "0.75", 0)]
    [InlineData("""langfuse.observation.cost_details={"total":1};gen_ai.usage.cost=0.75""", "1", 0)]
    public void Cost_FirstOfTheList_IsProvided(string attributes, string total, int entries)
    {
        var cost = Map([("model", "m"), .. attributes.Split(';').Select(Parse)]).Cost;

        Assert.Equal(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), cost?.Total);
        Assert.Equal(entries, cost!.Entries.Count);
        Assert.Equal(CostSource.Provided, cost.Source);
    }

    private static (string, object?) Parse(string attribute)
    {
        var parts = attribute.Split('=', 2);
        return (parts[0], int.TryParse(parts[1], out var number) ? number : parts[1]);
    }

    private static ObservationRecord Map(params (string, object?)[] attributes) => RequestSketch.Map("tests", attributes);
}
