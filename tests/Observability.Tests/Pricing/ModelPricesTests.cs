using Observability.Pricing;

namespace Observability.Tests.Pricing;

public sealed class ModelPricesTests
{
    private readonly ModelPrices _prices = new([]);

    [Theory]
    [InlineData("openai", "gpt-4o", 2.5)]
    [InlineData("openai", "GPT-4o", 2.5)]
    [InlineData("openai", "gpt-4o-2024-05-13", 5)]
    [InlineData("openai", "gpt-4o-2031-01-01", 2.5)]
    [InlineData("openai", "gpt-4o-mini", 0.15)]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", 0.15)]
    [InlineData("openai", "gpt-4o-audio-preview", 2.5)]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc123", 0.3)]
    [InlineData("openai", "ft:gpt-4o-mini:acme:support:abc123", 0.3)]
    [InlineData("openai", "openai/gpt-4o", 2.5)]
    [InlineData(null, "openai/gpt-4o", 2.5)]
    [InlineData(null, "gpt-4o", 2.5)]
    [InlineData("litellm", "gpt-4o", 2.5)]
    [InlineData("azure.ai.openai", "gpt-4o-2024-11-20", 2.75)]
    [InlineData("azure.ai.openai", "eu/gpt-4o-2024-08-06", 2.75)]
    [InlineData(null, "azure/gpt-4o-mini", 0.165)]
    [InlineData("azure.ai.openai", "gpt-35-turbo", 0.5)]
    [InlineData("anthropic", "claude-sonnet-4-20250514", 3)]
    [InlineData("anthropic", "claude-3-7-sonnet-latest", 3)]
    [InlineData("anthropic", "claude-3.7-sonnet", 3)]
    [InlineData("anthropic", "claude-opus-4-5-20991231", 5)]
    [InlineData("aws.bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0", 3)]
    [InlineData("aws.bedrock", "anthropic.claude-3-haiku-20240307-v1:0:200k", 0.25)]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 3.3)]
    [InlineData("aws.bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", 3)]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0", 0.25)]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0", 0.25)]
    [InlineData(null, "bedrock/anthropic.claude-3-haiku-20240307-v1:0", 0.25)]
    [InlineData("gcp.vertex_ai", "publishers/anthropic/models/claude-haiku-4-5@20251001", 1)]
    [InlineData("gcp.vertex_ai", "projects/p/locations/europe-west1/publishers/google/models/gemini-2.5-pro", 1.25)]
    [InlineData("gcp.gemini", "models/gemini-2.5-pro", 1.25)]
    [InlineData("gcp.gen_ai", "gemini-2.5-pro", 1.25)]
    [InlineData("openai", "deepseek-chat", 0.28)]
    [InlineData("openrouter", "anthropic/claude-3.7-sonnet", 3)]
    [InlineData("mistral_ai", "mistral-large-latest", 0.5)]
    [InlineData("ollama", "llama3.2:3b", 0)]
    [InlineData("vllm", "meta-llama/Llama-3.3-70B-Instruct", 0)]
    [InlineData("openrouter", "qwen/qwen3-coder:free", 0)]
    public void Find_NameAsProvidersWriteIt_FindsItsStandardInputPrice(string? provider, string model, double inputPerMillion)
    {
        var tariffs = _prices.Find(provider, model);

        Assert.Equal((decimal)inputPerMillion, tariffs?.Select(null, 1)?.Input);
    }

    [Theory]
    [InlineData("openai", "gpt-4o-prod")]
    [InlineData("openai", "gpt-4o-ultra")]
    [InlineData("openai", "gpt-4oo")]
    [InlineData("openai", "my-gpt-4o")]
    [InlineData("openai", "gpt-")]
    [InlineData("openai", "o1-nano-pro")]
    [InlineData("openai", "llama3.2")]
    [InlineData("openai", "deepseek-r1")]
    [InlineData("openai", "meta-llama/Llama-3.3-70B-Instruct")]
    [InlineData(null, "openai/gpt-oss-120b")]
    [InlineData("anthropic", "claude-sonnet-4-7")]
    [InlineData("anthropic", "claude-sonnet")]
    [InlineData("anthropic", "claude")]
    [InlineData("azure.ai.openai", "support-bot")]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcd1234")]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcd1234")]
    [InlineData("openai", "ft:llama:acme::1")]
    [InlineData("ollama", "gpt-oss:120b-cloud")]
    [InlineData("cohere", "rerank-v3.5")]
    [InlineData("openai", "")]
    [InlineData(null, null)]
    public void Find_NameOfNoKnownModel_FindsNothing(string? provider, string? model)
    {
        var tariffs = _prices.Find(provider, model);

        Assert.Null(tariffs);
    }

    [Fact]
    public void Find_EveryNameOfTheTableAtItsProvider_FindsThatVeryRow()
    {
        var embedded = PriceTable.Embedded;

        var wrong = embedded.Names.Where(name => !name.Model.EndsWith(":free", StringComparison.Ordinal) && !ReferenceEquals(_prices.Find(name.Provider, name.Model), embedded.Find(name.Provider, [name.Model]))).ToList();

        Assert.Empty(wrong);
        Assert.True(embedded.Names.Count() > 1300);
    }

    [Fact]
    public void Find_EveryNameOfTheTableWithALetterMore_NeverFindsASibling()
    {
        var embedded = PriceTable.Embedded;
        var names = embedded.Names.ToList();

        var found = names.Where(name => !name.Model.Contains('@', StringComparison.Ordinal) && _prices.Find(name.Provider, name.Model + "-x9") is not null).ToList();

        Assert.Empty(found);
    }

    [Fact]
    public void Find_OverrideForTheProvider_GoesBeforeTheTableAndOtherOverrides()
    {
        var prices = new ModelPrices(
        [
            new ModelPrice { Model = "gpt-4o", Input = 1, Output = 2 },
            new ModelPrice { Model = "gpt-4o", Provider = "azure.ai.openai", Input = 3, Output = 4 },
            new ModelPrice { Model = "support-bot", Provider = "azure", Input = 5, Output = 6 },
            new ModelPrice { Model = "llama3.2:3b", Provider = "ollama", Input = 7, Output = 8 },
        ]);

        var inputs = new[] { ("openai", "gpt-4o-2024-08-06"), ("azure.ai.openai", "gpt-4o"), ("azure.ai.openai", "Support-Bot"), ("ollama", "llama3.2:3b"), ("openai", "gpt-4o-mini") }
            .Select(call => prices.Find(call.Item1, call.Item2)?.Select(null, 1)?.Input);

        Assert.Equal([1, 3, 5, 7, 0.15m], inputs);
    }
}
