using System.Text;
using System.Text.Json;
using Observability.Model;
using Observability.Prompts.Diffing;

namespace Observability.Prompts;

/// <summary>How two versions of a prompt differ, line by line.</summary>
public sealed record PromptDiff
{
    private static readonly JsonSerializerOptions Indented = new(JsonDefaults.Options) { WriteIndented = true };

    private PromptDiff(PromptVersion from, PromptVersion to)
    {
        From = from.Reference;
        To = to.Reference;
        Content = LineDiff.Between(LinesOf(from.Content), LinesOf(to.Content));
        Config = LineDiff.Between(LinesOf(from.Config), LinesOf(to.Config));
    }

    /// <summary>The older side.</summary>
    public PromptReference From { get; }

    /// <summary>The newer side.</summary>
    public PromptReference To { get; }

    /// <summary>The lines of what the prompt says; a message of a chat prompt begins with a line that names its role.</summary>
    public IReadOnlyList<PromptDiffLine> Content { get; }

    /// <summary>The lines of its configuration.</summary>
    public IReadOnlyList<PromptDiffLine> Config { get; }

    /// <summary>Whether anything differs.</summary>
    public bool HasChanges => Content.Concat(Config).Any(line => line.Kind != PromptDiffKind.Same);

    /// <summary>Compares two versions.</summary>
    public static PromptDiff Between(PromptVersion from, PromptVersion to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new PromptDiff(from, to);
    }

    /// <summary>Returns all lines, each with its sign as in a patch.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append("--- ").Append(From.Name).Append(" v").Append(From.Version).Append("\n+++ ").Append(To.Name).Append(" v").Append(To.Version).Append('\n');
        foreach (var line in Content.Concat(Config.Any(line => line.Kind != PromptDiffKind.Same) ? Config : []))
        {
            text.Append(line.Kind switch { PromptDiffKind.Added => '+', PromptDiffKind.Removed => '-', _ => ' ' }).Append(line.Text).Append('\n');
        }

        return text.ToString();
    }

    private static string[] LinesOf(PromptContent content) => content.Text is { } text
        ? LinesOf(text)
        : [.. content.Messages.SelectMany(message => message.Placeholder is { } name ? [$"[placeholder {name}]"] : new[] { $"[{message.Role}]" }.Concat(LinesOf(message.Content)))];

    private static string[] LinesOf(Payload config) => LinesOf(JsonSerializer.Serialize(config.ToElement(), Indented));

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
