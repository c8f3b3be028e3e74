using System.Text.RegularExpressions;

namespace Observability.Pricing;

/// <summary>Finds the vendor that sells a model under its own name, for calls whose provider does not say or is a gateway.</summary>
/// <remarks>
/// Only names that no one else serves count. Open-weight models (Llama, Qwen 3, gpt-oss, DeepSeek-R1 …) have as many prices as hosts,
/// and one of them is the user's own machine: without a provider their price is unknown.
/// </remarks>
internal static partial class HomeProvider
{
    /// <summary>The vendor's name in the price table; null when the name alone does not tell.</summary>
    public static string? Of(string model)
    {
        if (model.StartsWith("gpt-oss", StringComparison.Ordinal))
        {
            return null;
        }

        return OpenAi().IsMatch(model) ? "openai"
            : model.StartsWith("claude-", StringComparison.Ordinal) ? "anthropic"
            : Google().IsMatch(model) ? "gcp.gemini"
            : Mistral().IsMatch(model) ? "mistral_ai"
            : DeepSeek().IsMatch(model) ? "deepseek"
            : model.StartsWith("grok-", StringComparison.Ordinal) ? "x_ai"
            : Cohere().IsMatch(model) ? "cohere"
            : Others().Match(model) is { Success: true } match ? OtherVendor(match.Value)
            : null;
    }

    private static string OtherVendor(string prefix) => prefix switch
    {
        "jamba-" => "ai21",
        "voyage-" => "voyage",
        "sonar" => "perplexity",
        "moonshot-" => "moonshot_ai",
        _ => "dashscope",
    };

    [GeneratedRegex(@"^(ft:)?(gpt-|o\d|chatgpt-|codex-|text-embedding-(3|ada)|omni-moderation|text-moderation|computer-use|davinci-002|babbage-002)", RegexOptions.CultureInvariant)]
    private static partial Regex OpenAi();

    [GeneratedRegex(@"^(gemini-|text-embedding-00\d|lyria-|learnlm-)", RegexOptions.CultureInvariant)]
    private static partial Regex Google();

    [GeneratedRegex(@"^(mistral|ministral|magistral|codestral|devstral|pixtral|voxtral|open-mistral|open-mixtral)-(.*-)?(latest|\d{4})$|^mistral-(medium|embed|large-latest|small-latest)", RegexOptions.CultureInvariant)]
    private static partial Regex Mistral();

    [GeneratedRegex(@"^deepseek-(chat|reasoner|v4-(flash|pro))$", RegexOptions.CultureInvariant)]
    private static partial Regex DeepSeek();

    [GeneratedRegex(@"^(command-(a|r|r-plus|r7b)-\d{2}-\d{4}|command-light|command-nightly|embed-(english|multilingual)-|rerank-(v3|english|multilingual))", RegexOptions.CultureInvariant)]
    private static partial Regex Cohere();

    [GeneratedRegex(@"^(jamba-|voyage-|sonar(?=$|-)|moonshot-|qwen-(?=plus|max|turbo|flash|coder))", RegexOptions.CultureInvariant)]
    private static partial Regex Others();
}
