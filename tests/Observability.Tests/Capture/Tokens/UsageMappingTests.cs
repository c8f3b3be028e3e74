using Microsoft.Extensions.AI;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Tests.Capture.Tokens;

public sealed class UsageMappingTests
{
    [Fact]
    public void AnthropicsOwnClient_CountsTheCacheInTheInput_SoNothingIsAdded()
    {
        var usage = new UsageDetails
        {
            InputTokenCount = 175,
            OutputTokenCount = 10,
            TotalTokenCount = 185,
            CachedInputTokenCount = 25,
            AdditionalCounts = new() { ["CacheCreationInputTokens"] = 50 },
        }.ToUsage();

        Assert.Equal(new Usage { Input = 175, Output = 10, CachedInput = 25, CacheWrite = 50 }, usage);
    }

    [Theory]
    [InlineData("CacheReadInputTokens", "CacheCreationInputTokens")]
    [InlineData("cache_read_input_tokens", "cache_creation_input_tokens")]
    [InlineData("CacheReadInputTokens", "CacheWriteInputTokens")]
    public void ClientsThatCountTheCacheBesideTheInput_AreAddedUp(string read, string write)
    {
        var usage = new UsageDetails
        {
            InputTokenCount = 100,
            OutputTokenCount = 10,
            AdditionalCounts = new() { [read] = 25, [write] = 50 },
        }.ToUsage();

        Assert.Equal(new Usage { Input = 175, Output = 10, CachedInput = 25, CacheWrite = 50 }, usage);
    }

    [Fact]
    public void CacheWrites_OfBothLifetimes_AreKeptApart()
    {
        var ledger = new UsageLedger();
        ledger.Add("input_tokens", 100);
        ledger.Add("cache_creation_input_tokens", 50);
        ledger.Add("cache_creation.ephemeral_1h_input_tokens", 30);
        ledger.Add("output_tokens", 10);

        Assert.Equal(new Usage { Input = 150, Output = 10, CacheWrite = 20, CacheWriteOneHour = 30 }, ledger.ToUsage());
    }

    [Fact]
    public void GooglesThoughts_AreCountedBesideTheCandidates_SoTheyAreAddedToTheOutput()
    {
        var ledger = new UsageLedger();
        ledger.Add("PromptTokenCount", 100);
        ledger.Add("CachedContentTokenCount", 40);
        ledger.Add("CandidatesTokenCount", 20);
        ledger.Add("ThoughtsTokenCount", 5);

        Assert.Equal(new Usage { Input = 100, Output = 25, CachedInput = 40, Reasoning = 5 }, ledger.ToUsage());
    }

    [Theory]
    [InlineData("PromptTokens", "CompletionTokens")]
    [InlineData("InputTokens", "OutputTokens")]
    [InlineData("UsagePromptTokens", "UsageCompletionTokens")]
    [InlineData("prompt_tokens", "completion_tokens")]
    [InlineData("InputTokenCount", "OutputTokenCount")]
    public void Names_OfEveryConnector_AreKnown(string input, string output)
    {
        var ledger = new UsageLedger();
        ledger.Add(input, 100);
        ledger.Add(output, 10);

        Assert.Equal(new Usage { Input = 100, Output = 10 }, ledger.ToUsage());
    }

    [Fact]
    public void UnknownNames_AreKeptAsTheyCame()
    {
        var usage = new UsageDetails { InputTokenCount = 1, AdditionalCounts = new() { ["web_searches"] = 3 } }.ToUsage();

        Assert.Equal(3, usage!.Extra!["web_searches"]);
    }

    [Fact]
    public void CacheWrites_OnlyInTheProvidersOwnAnswer_AreFoundThere()
    {
        var raw = new { Usage = new { CacheCreationInputTokens = 50 } };

        var usage = new UsageDetails { InputTokenCount = 175, OutputTokenCount = 10, CachedInputTokenCount = 25 }.ToUsage(raw);

        Assert.Equal(50, usage!.CacheWrite);
        Assert.Equal(175, usage.Input);
    }

    [Fact]
    public void Nothing_IsNoUsage() => Assert.Null(new UsageDetails().ToUsage());
}
