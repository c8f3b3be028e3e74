using System.Text.RegularExpressions;

namespace Observability.Prompts.Files;

/// <summary>The body of a <c>.prompty</c> file: a text, or messages that begin with lines such as <c>system:</c>.</summary>
/// <remarks>
/// As Prompty has it: what stands before the first role is the system's, white space around a message is nothing. A line <c>![history]</c> is a
/// placeholder, and so is <c>{{history}}</c> alone on its line where the input <c>history</c> is of the kind <c>thread</c>. Without any of them the body is a text prompt.
/// </remarks>
internal static partial class PromptyBody
{
    // What is longer is text: patterns must not run over lines of a megabyte.
    private const int MaxMarkLength = 300;

    /// <param name="body">The body, with line feeds.</param>
    /// <param name="threads">The inputs that are conversations.</param>
    public static PromptContent Read(string body, IReadOnlySet<string> threads)
    {
        var messages = new List<PromptMessage>();
        var lines = new List<string>();
        string? role = null;
        foreach (var line in body.Split('\n'))
        {
            var mark = line.AsSpan().Trim() is { Length: <= MaxMarkLength } trimmed ? trimmed.ToString() : "";
            var placeholder = PlaceholderOf(mark, threads);
            if (placeholder is null && !Role().IsMatch(mark))
            {
                lines.Add(line);
                continue;
            }

            Close(messages, role, lines);
            role = placeholder is null ? Role().Match(mark).Groups[1].Value.ToLowerInvariant() : null;
            if (placeholder is not null)
            {
                messages.Add(PromptMessage.PlaceholderFor(placeholder));
            }
        }

        if (messages.Count == 0 && role is null)
        {
            return PromptContent.FromText(Trim(lines));
        }

        Close(messages, role, lines);
        return PromptContent.FromMessages(messages);
    }

    /// <summary>The body that says this; whether it does must be asked by reading it.</summary>
    public static string Write(PromptContent content) => content.Text is { } text
        ? text + "\n"
        : string.Join('\n', content.Messages.Select(message => message.Placeholder is { } name ? $"![{name}]\n" : $"{message.Role}:\n{message.Content}\n"));

    private static string? PlaceholderOf(string mark, IReadOnlySet<string> threads) =>
        Placeholder().Match(mark) is { Success: true } marked ? marked.Groups[1].Value
        : threads.Count > 0 && Variable().Match(mark) is { Success: true } variable && threads.Contains(variable.Groups[1].Value) ? variable.Groups[1].Value
        : null;

    private static void Close(List<PromptMessage> messages, string? role, List<string> lines)
    {
        var text = Trim(lines);
        if (role is not null || text.Length > 0)
        {
            messages.Add(PromptMessage.Of(role ?? "system", text));
        }

        lines.Clear();
    }

    private static string Trim(List<string> lines) => string.Join('\n', lines).Trim(' ', '\t', '\n');

    [GeneratedRegex(@"^#?\s*(system|user|assistant|developer|function|tool)\s*(\[[^\]]*\])?\s*:$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"^!\[([^\[\]]*[^\[\]\s][^\[\]]*)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\{\{\s*([^{}\s]+)\s*\}\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
