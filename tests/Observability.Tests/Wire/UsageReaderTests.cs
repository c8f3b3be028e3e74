using System.Text.Json;
using Observability.Model;
using Observability.Wire;

namespace Observability.Tests.Wire;

public sealed class UsageReaderTests
{
    public static TheoryData<string, Usage, string> Maps => new()
    {
        { """{"input":10,"output":5}""", new Usage { Input = 10, Output = 5 }, """{"input":10,"output":5,"total":15}""" },
        { """{"input":10,"output":5,"total":15}""", new Usage { Input = 10, Output = 5 }, """{"input":10,"output":5,"total":15}""" },
        { """{"input":10,"output":5,"total":40}""", new Usage { Input = 10, Output = 5, Total = 40 }, """{"input":10,"output":5,"total":40}""" },
        { """{"total":7}""", new Usage { Total = 7 }, """{"total":7}""" },
        {
            """{"input":10,"output":5,"input_cached_tokens":90,"output_reasoning_tokens":20}""",
            new Usage { Input = 100, Output = 25, CachedInput = 90, Reasoning = 20 },
            """{"input":10,"input_cached_tokens":90,"output":5,"output_reasoning_tokens":20,"total":125}"""
        },
        {
            """{"input":10,"output":5,"cache_read_input_tokens":90,"cache_creation_input_tokens":30}""",
            new Usage { Input = 130, Output = 5, CachedInput = 90, CacheWrite = 30 },
            """{"input":10,"input_cached_tokens":90,"input_cache_creation":30,"output":5,"total":135}"""
        },
        {
            """{"input":8,"output":2,"input_cache_read":90,"input_audio":3,"output_reasoning":4}""",
            new Usage { Input = 101, Output = 6, CachedInput = 90, InputAudio = 3, Reasoning = 4 },
            """{"input":8,"input_cached_tokens":90,"input_audio_tokens":3,"output":2,"output_reasoning_tokens":4,"total":107}"""
        },
        {
            """{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,"audio_tokens":10},"completion_tokens_details":{"reasoning_tokens":20,"accepted_prediction_tokens":5}}""",
            new Usage { Input = 100, Output = 50, CachedInput = 60, InputAudio = 10, Reasoning = 20, Extra = new Dictionary<string, long> { ["output_accepted_prediction_tokens"] = 5 } },
            """{"input":30,"input_cached_tokens":60,"input_audio_tokens":10,"output":25,"output_reasoning_tokens":20,"output_accepted_prediction_tokens":5,"total":150}"""
        },
        {
            """{"input_tokens":100,"output_tokens":50,"total_tokens":150,"input_tokens_details":{"cached_tokens":60},"output_tokens_details":{"reasoning_tokens":20}}""",
            new Usage { Input = 100, Output = 50, CachedInput = 60, Reasoning = 20 },
            """{"input":40,"input_cached_tokens":60,"output":30,"output_reasoning_tokens":20,"total":150}"""
        },
        {
            """{"input_tokens":10,"output_tokens":5,"cache_read_input_tokens":90,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10}}""",
            new Usage { Input = 130, Output = 5, CachedInput = 90, CacheWrite = 20, CacheWriteOneHour = 10 },
            """{"input":10,"input_cached_tokens":90,"input_cache_creation":20,"input_cache_creation_1h":10,"output":5,"total":135}"""
        },
        {
            """{"inputTokens":100,"outputTokens":50,"totalTokens":150,"reasoningTokens":20,"cachedInputTokens":60}""",
            new Usage { Input = 100, Output = 50, CachedInput = 60, Reasoning = 20 },
            """{"input":40,"input_cached_tokens":60,"output":30,"output_reasoning_tokens":20,"total":150}"""
        },
        {
            """{"input":10,"input_tool_tokens":4,"images":2}""",
            new Usage { Input = 14, Total = 16, Extra = new Dictionary<string, long> { ["input_tool_tokens"] = 4, ["images"] = 2 } },
            """{"input":10,"input_tool_tokens":4,"images":2,"total":16}"""
        },
        { """{"input":-1,"output":5,"x":null,"y":1.5,"z":"text","big":1e30,"deep":{"a":{"b":1}}}""", new Usage { Output = 5 }, """{"output":5,"total":5}""" },
        { """{"input":"10","output":5.0}""", new Usage { Input = 10, Output = 5 }, """{"input":10,"output":5,"total":15}""" },
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public void Read_AnyKnownMap_FillsTheLedgerAndComesBackAsExclusiveEntries(string details, Usage expected, string wire)
    {
        var usage = UsageReader.Read(Json(details));

        Assert.NotNull(usage);
        Assert.Equal(expected.Extra ?? new Dictionary<string, long>(), usage.Extra ?? new Dictionary<string, long>());
        Assert.Equal(expected with { Extra = null }, usage with { Extra = null });
        Assert.Equal(wire, JsonSerializer.Serialize(UsageDetails.Of(usage)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"input":-5}""")]
    [InlineData("""{"input":"many"}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""null""")]
    public void Read_NoCount_IsUnknown(string details)
    {
        Assert.Null(UsageReader.Read(Json(details)));
    }

    [Fact]
    public void Read_ThousandsOfKeys_KeepsNoMoreThanTheLimit()
    {
        var details = JsonSerializer.SerializeToElement(Enumerable.Range(0, 5000).ToDictionary(i => $"key{i}", i => i));

        Assert.Equal(UsageReader.MaxEntries, UsageReader.Read(details)!.Extra!.Count);
    }

    [Theory]
    [InlineData("""{"input":3,"output":4,"total":7,"unit":"TOKENS","inputCost":1,"totalCost":2}""")]
    [InlineData("""{"promptTokens":3,"completionTokens":4,"totalTokens":7}""")]
    [InlineData("""{"input":3,"output":4,"unit":null}""")]
    public void ReadUsage_OlderShapes_FillTheLedger(string usage)
    {
        Assert.Equal(new Usage { Input = 3, Output = 4 }, UsageReader.ReadUsage(Json(usage)));
    }

    [Fact]
    public void ReadUsage_AnotherUnit_IsKeptApartFromTokens()
    {
        var usage = UsageReader.ReadUsage(Json("""{"input":300,"output":40,"total":340,"unit":"CHARACTERS"}"""));

        Assert.NotNull(usage);
        Assert.Null(usage.Input);
        Assert.Null(usage.Output);
        Assert.Equal(new Dictionary<string, long> { ["characters_input"] = 300, ["characters_output"] = 40, ["characters"] = 340 }, usage.Extra);
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
