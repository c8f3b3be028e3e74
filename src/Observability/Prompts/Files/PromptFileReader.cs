using System.Globalization;
using System.Text.Json;

namespace Observability.Prompts.Files;

/// <summary>Reads the text of a file as a version of a prompt.</summary>
internal static class PromptFileReader
{
    /// <param name="path">The path in the folder: its end says how to read the text.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="PromptFileException">It is no prompt.</exception>
    public static PromptFileValues Read(string path, string text)
    {
        var parts = PromptFileParts.Of(path, text);
        return Read(parts, YamlReader.Read(parts.Yaml, parts.YamlLine));
    }

    /// <exception cref="PromptFileException">It is no prompt.</exception>
    public static PromptFileValues Read(PromptFileParts parts, IReadOnlyList<YamlEntry> entries)
    {
        var found = entries.ToDictionary(entry => entry.Key);
        var content = ReadContent(parts, found);
        return new PromptFileValues
        {
            Content = content,
            Config = PromptyModel.Read(entries, parts.Body is not null && HasBlocks(content)),
            Labels = Get("labels", LabelsOf),
            Splits = Get("splits", SplitsOf) ?? new Dictionary<string, PromptArm[]>(),
            Tags = Get("tags", TagsOf),
            CommitMessage = Get("commitMessage", MessageOf),
            Author = Get("authors", value => TextsOf(value).FirstOrDefault()) ?? PromptEdit.DefaultAuthor,
            Version = found.TryGetValue("version", out var version) && version.Value.ValueKind == JsonValueKind.Number && version.Value.TryGetInt32(out var number) && number > 0 ? number : null,
        };

        T? Get<T>(string key, Func<JsonElement, T?> read)
            where T : class => found.TryGetValue(key, out var entry) && entry.Value.ValueKind != JsonValueKind.Null ? At(parts, entry, read) : null;
    }

    /// <summary>Whether templates have what Prompty's own language has and variables alone have not.</summary>
    public static bool HasBlocks(PromptContent content) => content.Templates.Any(template => template.Contains("{%", StringComparison.Ordinal));

    private static PromptContent ReadContent(PromptFileParts parts, Dictionary<string, YamlEntry> found)
    {
        if (parts.Body is { } body)
        {
            var threads = found.TryGetValue("inputs", out var inputs) ? ThreadsOf(inputs.Value).ToHashSet(StringComparer.Ordinal) : [];
            return Guard(0, () => PromptyBody.Read(body, threads));
        }

        return (found.TryGetValue("prompt", out var text), found.TryGetValue("messages", out var messages)) switch
        {
            (true, false) => At(parts, text, value => PromptContent.FromText(value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new ArgumentException("Write the text of the prompt, e.g. \"prompt: Hello {{name}}\". Quote what begins with a brace."))),
            (false, true) => At(parts, messages, value => PromptContent.FromMessages(value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(MessageFrom)] : throw new ArgumentException("'messages' is a list."))),
            _ => throw new PromptFileException(0, "A prompt in YAML has either 'prompt', a text, or 'messages', a list. Write one of them."),
        };
    }

    private static PromptMessage MessageFrom(JsonElement message) =>
        TextOf(message, "placeholder") is { } placeholder ? PromptMessage.PlaceholderFor(placeholder)
        : TextOf(message, "role") is { } role && TextOf(message, "content") is { } content ? PromptMessage.Of(role, content)
        : throw new ArgumentException("A message has 'role' and 'content', both texts, or 'placeholder', the name of the messages to insert.");

    // Inputs are a list with names in Prompty 2 and a mapping before.
    private static IEnumerable<string> ThreadsOf(JsonElement inputs) => inputs.ValueKind switch
    {
        JsonValueKind.Array => inputs.EnumerateArray().Where(IsThread).Select(input => TextOf(input, "name")).OfType<string>(),
        JsonValueKind.Object => inputs.EnumerateObject().Where(input => IsThread(input.Value)).Select(input => input.Name),
        _ => [],
    };

    private static bool IsThread(JsonElement input) => (TextOf(input, "kind") ?? TextOf(input, "type")) == "thread";

    private static List<string> LabelsOf(JsonElement value)
    {
        var labels = TextsOf(value);
        foreach (var label in labels)
        {
            if (PromptLabel.Fault(label) is { } fault || label == PromptLabel.Latest.Value)
            {
                throw new ArgumentException(label == PromptLabel.Latest.Value ? "Label 'latest' is always at the newest version. Take it from the list." : $"'{label}' cannot be a label: {PromptLabel.Fault(label)}.");
            }
        }

        return [.. labels.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> TagsOf(JsonElement value)
    {
        var tags = TextsOf(value);
        PromptRules.CheckTags(tags);
        return [.. tags.Distinct(StringComparer.Ordinal)];
    }

    private static string MessageOf(JsonElement value) => value.ValueKind != JsonValueKind.String ? throw new ArgumentException("'commitMessage' is a text.")
        : value.GetString() is { Length: <= PromptDraft.MaxCommitMessageLength } text ? text
        : throw new ArgumentException($"The commit message may have at most {PromptDraft.MaxCommitMessageLength} characters.");

    private static Dictionary<string, PromptArm[]> SplitsOf(JsonElement value)
    {
        try
        {
            return value.EnumerateObject().ToDictionary(
                split => new PromptLabel(split.Name).Value,
                split => new PromptSplit(split.Value.EnumerateObject().Select(arm => new PromptArm(int.Parse(arm.Name, NumberStyles.None, CultureInfo.InvariantCulture), arm.Value.GetDouble()))).Arms.ToArray());
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or OverflowException)
        {
            throw new ArgumentException("'splits' says for a label the share of other versions, e.g. \"splits: { production: { 3: 0.1 } }\".", exception);
        }
    }

    private static List<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw new ArgumentException("This is a list of texts, e.g. [production, staging]."),
    };

    private static string? TextOf(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static T At<T>(PromptFileParts parts, YamlEntry entry, Func<JsonElement, T> read) => Guard(parts.YamlLine + entry.Line, () => read(entry.Value));

    private static T Guard<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ArgumentException or PromptException)
        {
            throw new PromptFileException(line, exception.Message);
        }
    }
}
