using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Observability.Prompts;
using Observability.Prompts.Files;

namespace Observability.Tests.Prompts.Files;

/// <summary>Prompts of all kinds, for property tests: also such as look like something else in a file.</summary>
internal static class SomeValues
{
    private static readonly Gen<string> Piece = Gen.Elements(
        "Hello", " ", "\n", "\n\n", "{{name}}", "system:", "\nuser:\n", "---", "\n---\n", "![x]", "# comment", "é", "😀", "\t", "\r\n", "'", "\"", ": ", "- ", "true", "null", "@@@langfusePrompt:name=tone|label=production@@@", "\\n", "%", "\u0085", "\u2028", "{% if x %}", "\u0001", "<<<<<<< HEAD\n", "\n>>>>>>> b\n", "1.0", "|", ">", "&a", "*a", "!t");

    public static Gen<string> Text { get; } = Piece.ListOf().Select(pieces => string.Concat(pieces.Take(12)));

    private static readonly Gen<JsonElement> Json = Gen.Sized(size => JsonOf(Math.Min(size, 3))).Select(text => JsonElement.Parse(text));

    private static readonly Gen<PromptMessage> Message = Gen.OneOf(
        Gen.Elements("system", "user", "assistant", "developer", "critic").Zip(Text).Select(pair => PromptMessage.Of(pair.Item1, pair.Item2)),
        Gen.Elements("history", "x]y", "a b").Select(PromptMessage.PlaceholderFor));

    public static Gen<PromptContent> TextContent { get; } = Text.Select(PromptContent.FromText);

    public static Gen<PromptContent> ChatContent { get; } = Message.ListOf().Select(messages => PromptContent.FromMessages(messages.Take(5)));

    public static Gen<string?> CommitMessage { get; } = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(string? (text) => text.Length <= PromptDraft.MaxCommitMessageLength ? text : "long"));

    public static Gen<IReadOnlyList<string>> Tags { get; } = Text.Where(tag => !string.IsNullOrWhiteSpace(tag) && tag.Length <= 200).ListOf().Select(IReadOnlyList<string> (tags) => [.. tags.Distinct().Take(3)]);

    /// <summary>Configurations: mostly those of models, sometimes any JSON.</summary>
    public static Gen<JsonElement> Config { get; } = Gen.OneOf(
        Gen.Elements("{}", """{"model":"gpt-4o","temperature":0.20}""", """{"temperature":1,"model":"x"}""", """{"model":"m","templateFormat":"variables"}""", """{"model":5}""", "[1]", "\"text\"").Select(text => JsonElement.Parse(text)),
        Json.Where(json => json.ValueKind != JsonValueKind.Null));

    public static Gen<PromptFileValues> Values { get; } =
        from content in Gen.OneOf(TextContent, ChatContent)
        from config in Config
        from message in CommitMessage
        from tags in Tags
        from author in Gen.Elements("API", "ana", "Bo: \"x\"")
        from labels in Gen.Elements<IReadOnlyList<string>?>(null, [], ["production"], ["production", "v1.2"])
        select new PromptFileValues { Content = content, Config = config, CommitMessage = message, Tags = tags.Count == 0 ? null : tags, Author = author, Labels = labels };

    private static Gen<string> JsonOf(int depth) => depth == 0
        ? Gen.OneOf(Gen.Elements("1", "-0.50", "1e400", "true", "null", "123456789012345678901234567890"), Text.Select(text => JsonSerializer.Serialize(text)))
        : Gen.OneOf(
            JsonOf(0),
            JsonOf(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(3))}]"),
            Text.Zip(JsonOf(depth - 1)).ListOf().Select(pairs => $"{{{string.Join(',', pairs.DistinctBy(pair => pair.Item1).Take(3).Select(pair => $"{JsonSerializer.Serialize(pair.Item1)}:{pair.Item2}"))}}}"));
}
