using System.Globalization;
using System.Text.Json;
using Observability.Model;
using Observability.Prompts;
using Observability.Storage;

namespace Observability.Remote.Prompts;

/// <summary>Reads prompts as servers write them.</summary>
internal static class PromptAnswer
{
    /// <summary>A version; <paramref name="label"/> is what it was asked by.</summary>
    public static PromptVersion Version(JsonElement json, PromptLabel? label = null) => new()
    {
        Id = new PromptId(Text(json, "id")!),
        Name = Text(json, "name")!,
        Version = json.GetProperty("version").GetInt32(),
        Content = PromptContentJson.Read(json.GetProperty("prompt")),
        Config = Payload(json, "config") ?? PromptVersion.EmptyConfig,
        Labels = Labels(json),
        Tags = Texts(json, "tags"),
        CommitMessage = Text(json, "commitMessage"),
        CreatedAt = Time(json, "createdAt"),
        UpdatedAt = Time(json, "updatedAt"),
        CreatedBy = Text(json, "createdBy") ?? PromptEdit.DefaultAuthor,
        Label = label,
        Resolution = json.TryGetProperty("resolutionGraph", out var graph) && graph.ValueKind == JsonValueKind.Object ? Resolution(graph) : null,
    };

    /// <summary>How the label of an answer is split; null when it is not, and on servers that know no splits.</summary>
    public static PromptSplit? Split(JsonElement json) => json.TryGetProperty("split", out var split) && split.ValueKind == JsonValueKind.Object ? Arms(split) : null;

    public static Page<T> Page<T>(JsonElement json, Func<JsonElement, T> read) => new(
        [.. json.GetProperty("data").EnumerateArray().Select(read)],
        json.TryGetProperty("meta", out var meta) ? Text(meta, "cursor") : null);

    /// <summary>A prompt of a list that carries its head.</summary>
    public static Prompt Prompt(JsonElement json, JsonElement head) => Listed(json) with
    {
        Labels = head.GetProperty("labels").EnumerateObject().ToDictionary(pair => new PromptLabel(pair.Name), pair => pair.Value.GetInt32()),
        Splits = head.GetProperty("splits").EnumerateObject().ToDictionary(pair => new PromptLabel(pair.Name), pair => Arms(pair.Value)),
        CreatedAt = Time(head, "createdAt"),
        Revision = head.GetProperty("revision").GetInt64(),
    };

    /// <summary>A prompt of a list as far as any server tells: to which versions its labels point, save for <c>latest</c>, it does not.</summary>
    public static Prompt Listed(JsonElement json)
    {
        var versions = json.GetProperty("versions").EnumerateArray().Select(number => number.GetInt32()).Order().ToList();
        return new Prompt
        {
            Name = Text(json, "name")!,
            Type = Text(json, "type") == "chat" ? PromptType.Chat : PromptType.Text,
            Versions = versions,
            Labels = versions.Count == 0 ? new Dictionary<PromptLabel, int>() : new() { [PromptLabel.Latest] = versions[^1] },
            Tags = Texts(json, "tags"),
            Config = Payload(json, "lastConfig") ?? PromptVersion.EmptyConfig,
            UpdatedAt = Time(json, "lastUpdatedAt"),
        };
    }

    public static IReadOnlyList<PromptLabel> Labels(JsonElement json) => [.. Texts(json, "labels").Select(text => new PromptLabel(text))];

    public static PromptChange Change(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetGuid(),
        Timestamp = Time(json, "timestamp"),
        Author = Text(json, "author")!,
        Reason = Text(json, "reason"),
        Kind = Enum.TryParse<PromptChangeKind>(Text(json, "kind")?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind) ? kind : throw new JsonException($"'{Text(json, "kind")}' is no kind of change."),
        Name = Text(json, "promptName") is { } name ? new PromptName(name) : (PromptName?)null,
        Version = json.TryGetProperty("promptVersion", out var version) && version.ValueKind == JsonValueKind.Number ? version.GetInt32() : null,
        Before = Payload(json, "before"),
        After = Payload(json, "after"),
    };

    private static PromptSplit Arms(JsonElement json) =>
        new(json.EnumerateObject().Select(arm => new PromptArm(int.Parse(arm.Name, NumberStyles.None, CultureInfo.InvariantCulture), arm.Value.GetDouble())));

    private static PromptResolution Resolution(JsonElement graph) => new(
        Reference(graph.GetProperty("root")),
        graph.GetProperty("dependencies").EnumerateObject().ToDictionary(pair => new PromptId(pair.Name), IReadOnlyList<PromptReference> (pair) => [.. pair.Value.EnumerateArray().Select(Reference)]));

    private static PromptReference Reference(JsonElement json) => new(new PromptId(Text(json, "id")!), Text(json, "name")!, json.GetProperty("version").GetInt32());

    private static Payload? Payload(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? Model.Payload.Parse(value.GetRawText()) : null;

    private static string[] Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static DateTimeOffset Time(JsonElement json, string name) => json.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.String ? time.GetDateTimeOffset() : default;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
