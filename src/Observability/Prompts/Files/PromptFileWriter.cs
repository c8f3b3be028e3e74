using System.Globalization;
using System.Text.Json;

namespace Observability.Prompts.Files;

/// <summary>Writes versions of prompts as text, as <c>.prompty</c> where that says exactly the same, else as YAML.</summary>
internal static class PromptFileWriter
{
    /// <summary>A new file.</summary>
    /// <returns>The text and the end of the path.</returns>
    /// <exception cref="PromptException">No file can say it.</exception>
    public static (string Text, string Extension) Write(PromptFileValues values)
    {
        foreach (var extension in new[] { PromptFilePath.Prompty, PromptFilePath.Yaml })
        {
            var text = Compose(new PromptFileParts("", 1, extension == PromptFilePath.Prompty ? "" : null), FrontMatter.Empty, null, values);
            if (Says(extension, text, values))
            {
                return (text, extension);
            }
        }

        throw PromptException.Invalid("The prompt cannot be kept in a file: it holds half of a surrogate pair, or its configuration has a key twice.");
    }

    /// <summary>A file with other values: what they do not touch stays as it was written.</summary>
    /// <returns>null when this file cannot say it: write a new one in its place.</returns>
    public static string? Change(PromptFile file, PromptFileValues values)
    {
        var parts = PromptFileParts.Of(file.Path, file.Text);
        var entries = YamlReader.Read(parts.Yaml, parts.YamlLine);
        if (FrontMatter.Of(parts.Yaml, entries) is not { } matter)
        {
            return null;
        }

        var text = Compose(parts, matter, file.Values, values);
        var isWindows = file.Text.Contains("\r\n", StringComparison.Ordinal);
        return !Says(PromptFilePath.ExtensionOf(file.Path), text, values) ? null : isWindows ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    private static string Compose(PromptFileParts parts, FrontMatter matter, PromptFileValues? old, PromptFileValues values)
    {
        var isNew = old is null;
        if (isNew || !old!.HasConfig(values.Config))
        {
            SetConfig(matter, values, parts.Body is not null);
        }

        Set(matter, "version", isNew || old!.Version != values.Version, values.Version);
        Set(matter, "labels", isNew || !old!.HasLabels(values.Labels), values.Labels);
        Set(matter, "splits", isNew || !old!.HasSplits(values.Splits), values.Splits.Count == 0 ? null : values.Splits.ToDictionary(
            split => split.Key, split => split.Value.ToDictionary(arm => arm.Version.ToString(CultureInfo.InvariantCulture), arm => arm.Share)));
        Set(matter, "tags", isNew || !old!.HasTags(values.Tags), values.Tags);
        Set(matter, "authors", isNew || old!.Author != values.Author, values.Author == PromptEdit.DefaultAuthor ? null : new[] { values.Author });
        Set(matter, "commitMessage", isNew || old!.CommitMessage != values.CommitMessage, values.CommitMessage);
        var body = parts.Body;
        if (isNew || !old!.Content.Equals(values.Content))
        {
            body = body is null ? null : PromptyBody.Write(values.Content);
            if (body is null)
            {
                Set(matter, "prompt", true, values.Content.Text);
                Set(matter, "messages", true, values.Content.Text is null ? values.Content.Messages.Select(ToYaml) : null);
            }
        }

        return PromptFileParts.Join(matter.ToString(), body);
    }

    private static void SetConfig(FrontMatter matter, PromptFileValues values, bool isPrompty)
    {
        foreach (var key in PromptyModel.Keys)
        {
            matter.Set(key, null);
        }

        foreach (var (key, value) in isPrompty ? PromptyModel.Write(values.Config, PromptFileReader.HasBlocks(values.Content)) : PromptyModel.WritePlain(values.Config))
        {
            matter.Set(key, YamlWriter.Entry(key, value));
        }
    }

    private static object ToYaml(PromptMessage message) =>
        message.Placeholder is { } placeholder ? new Dictionary<string, string> { ["placeholder"] = placeholder } : new Dictionary<string, string> { ["role"] = message.Role, ["content"] = message.Content };

    private static void Set<T>(FrontMatter matter, string key, bool isChanged, T? value)
    {
        if (isChanged)
        {
            matter.Set(key, value is null ? null : YamlWriter.Entry(key, JsonSerializer.SerializeToElement(value)));
        }
    }

    private static bool Says(string extension, string text, PromptFileValues values)
    {
        try
        {
            return PromptFileReader.Read(extension, text).IsSameAs(values);
        }
        catch (PromptFileException)
        {
            return false;
        }
    }
}
