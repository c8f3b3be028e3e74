using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ScriptedModel;

/// <summary>What a chat request tells the script.</summary>
/// <param name="Instructions">What the system said.</param>
/// <param name="Question">The last thing the user said.</param>
/// <param name="Everything">All that the user said, oldest first.</param>
/// <param name="Photo">The size of an image the last message shows, if any.</param>
/// <param name="Tools">The names of the offered tools.</param>
/// <param name="Results">What the tools called since the question answered, by tool.</param>
internal sealed partial record Conversation(
    string Instructions,
    string Question,
    string Everything,
    string? Photo,
    IReadOnlyList<string> Tools,
    IReadOnlyList<(string Tool, string Content)> Results)
{
    /// <summary>The order number mentioned last.</summary>
    public string? OrderNumber => OrderNumbers().Matches(Everything).LastOrDefault()?.Value;

    /// <summary>What the instructions want every answer to end with: <c>Sign your answers "…"</c>.</summary>
    public string? Signature => Signatures().Match(Instructions) is { Success: true } match ? match.Groups[1].Value : null;

    public static Conversation Read(JsonNode request)
    {
        var messages = request["messages"]!.AsArray();
        var users = messages.Where(message => Role(message) == "user").Select(message => Text(message!["content"])).ToList();
        var lastUser = messages.LastOrDefault(message => Role(message) == "user");
        var turn = messages.Skip(messages.IndexOf(lastUser) + 1).ToList();
        var calls = turn.SelectMany(message => message!["tool_calls"]?.AsArray() ?? []).ToDictionary(call => (string)call!["id"]!, call => (string)call!["function"]!["name"]!);
        return new Conversation(
            string.Join('\n', messages.Where(message => Role(message) == "system").Select(message => Text(message!["content"]))),
            users.LastOrDefault() ?? "",
            string.Join('\n', users),
            PhotoSize.Of(lastUser?["content"]),
            [.. (request["tools"]?.AsArray() ?? []).Select(tool => (string)tool!["function"]!["name"]!)],
            [.. turn.Where(message => Role(message) == "tool").Select(message => (calls.GetValueOrDefault((string?)message!["tool_call_id"] ?? "", ""), Text(message["content"])))]);
    }

    /// <summary>The offered tool whose name contains <paramref name="word"/> and that was not called yet.</summary>
    public string? Tool(string word) =>
        Tools.FirstOrDefault(tool => tool.Contains(word, StringComparison.OrdinalIgnoreCase) && Result(word) is null);

    /// <summary>What the tool whose name contains <paramref name="word"/> answered since the question.</summary>
    public string? Result(string word) =>
        Results.Where(result => result.Tool.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(result => result.Content).LastOrDefault();

    public bool Asks(params IEnumerable<string> words) => words.Any(word => Question.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Role(JsonNode? message) => (string?)message?["role"];

    private static string Text(JsonNode? content) => content switch
    {
        JsonValue value => (string?)value ?? "",
        JsonArray parts => string.Join(' ', parts.Select(part => (string?)part?["text"]).Where(text => text is not null)),
        _ => "",
    };

    [GeneratedRegex("[Ss]ign your answers \"([^\"]+)\"")]
    private static partial Regex Signatures();

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex OrderNumbers();
}
