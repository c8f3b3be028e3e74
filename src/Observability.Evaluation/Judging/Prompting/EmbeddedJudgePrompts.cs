using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Observability.Prompts;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>The built-in prompts: text resources with a <c>[system]</c> and a <c>[user]</c> part, versioned by their content.</summary>
internal sealed class EmbeddedJudgePrompts : IJudgePromptSource
{
    private const string Prefix = "Observability.Evaluation.Judging.Prompts.";

    private readonly ConcurrentDictionary<string, JudgePrompt> _prompts = new(StringComparer.Ordinal);

    private EmbeddedJudgePrompts()
    {
    }

    public static EmbeddedJudgePrompts Instance { get; } = new();

    /// <summary>The names of all built-in prompts.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(EmbeddedJudgePrompts).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^3]).Order(StringComparer.Ordinal)];

    public ValueTask<JudgePrompt> GetAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(Get(name));

    public JudgePrompt Get(string name) => _prompts.GetOrAdd(name, Load);

    private static JudgePrompt Load(string name)
    {
        using var stream = typeof(EmbeddedJudgePrompts).Assembly.GetManifestResourceStream($"{Prefix}{name}.md")
            ?? throw new InvalidOperationException($"There is no built-in judge prompt named '{name}'.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var messages = new List<PromptMessage>();
        foreach (var part in text.Split("\n[", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf("]\n", StringComparison.Ordinal);
            messages.Add(PromptMessage.Of(part[..end].TrimStart('['), part[(end + 2)..].Trim()));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
        return new JudgePrompt(PromptContent.FromMessages(messages), "built-in." + hash, null);
    }
}
