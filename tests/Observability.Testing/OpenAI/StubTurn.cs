using System.Text.Json.Nodes;

namespace Observability.Testing.OpenAI;

/// <summary>What the stub answers to one chat request.</summary>
internal sealed record StubTurn
{
    private static readonly string[] Cities = ["Paris", "Tokyo"];

    public required string Id { get; init; }

    public required string Model { get; init; }

    private string Text { get; init; } = "";

    private IReadOnlyList<(string Id, string Name, string Arguments)> ToolCalls { get; init; } = [];

    private int Input { get; init; }

    private int Output { get; init; }

    private int Cached { get; init; }

    private int Reasoning { get; init; }

    private bool SendsUsage { get; init; }

    public bool IsBadRequest { get; private init; }

    public bool Hangs { get; private init; }

    public bool Stalls { get; private init; }

    public static StubTurn Read(JsonNode body, int sequence)
    {
        var messages = body["messages"]!.AsArray();
        var lastUser = messages.Where(m => (string?)m!["role"] == "user").Select(m => TextOf(m!["content"])).LastOrDefault() ?? "";
        var answeredTools = messages.Reverse().TakeWhile(m => (string?)m!["role"] != "user").Count(m => (string?)m!["role"] == "tool");
        var system = messages.Count(m => (string?)m!["role"] is "system" or "developer");
        var tool = (string?)body["tools"]?.AsArray().FirstOrDefault()?["function"]?["name"];
        bool Asks(string words) => lastUser.Contains(words, StringComparison.OrdinalIgnoreCase);

        var cities = Asks("two cities") ? 2 : Asks("one city") ? 1 : 0;
        var callsTools = cities > 0 && tool is not null && answeredTools == 0;
        return new StubTurn
        {
            Id = $"chatcmpl-{sequence}",
            Model = (string?)body["model"] ?? "stub",
            IsBadRequest = Asks("bad request"),
            Hangs = Asks("hang"),
            Stalls = Asks("stall"),
            SendsUsage = !Asks("without usage"),
            Cached = Asks("cached") ? 12 : 0,
            Reasoning = Asks("reasoning") ? 3 : 0,
            ToolCalls = callsTools
                ? [.. Cities.Take(cities).Select((city, i) => ($"call_{sequence}_{i}", tool!, $$"""{"city":"{{city}}"}"""))]
                : [],
            Text = callsTools ? ""
                : Asks("long story") ? string.Concat(Enumerable.Range(0, 200).Select(i => $"word{i} "))
                : cities > 0 ? "Mild in all of them." : "Hello there, how are you?",
            Input = (callsTools ? 60 : cities == 2 ? 90 : cities == 1 ? 80 : 20) + (10 * system),
            Output = cities > 0 ? 7 : 5,
        };
    }

    public JsonObject ToCompletion()
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = ToolCalls.Count > 0 ? null : Text };
        if (ToolCalls.Count > 0)
        {
            message["tool_calls"] = ToolCallArray(indexed: false);
        }

        var completion = Envelope("chat.completion", new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = FinishReason });
        completion["usage"] = SendsUsage ? UsageObject() : null;
        return completion;
    }

    public IEnumerable<JsonObject> ToChunks(bool includeUsage)
    {
        if (ToolCalls.Count > 0)
        {
            yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = ToolCallArray(indexed: true) });
        }
        else
        {
            var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < words.Length; i++)
            {
                yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = i == 0 ? words[i] : " " + words[i] });
            }
        }

        yield return Chunk([], FinishReason);
        if (includeUsage && SendsUsage)
        {
            var last = Envelope("chat.completion.chunk");
            last["usage"] = UsageObject();
            yield return last;
        }
    }

    private string FinishReason => ToolCalls.Count > 0 ? "tool_calls" : "stop";

    private JsonObject Chunk(JsonObject delta, string? finishReason = null) =>
        Envelope("chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason });

    private JsonObject Envelope(string type, params JsonNode?[] choices) => new()
    {
        ["id"] = Id,
        ["object"] = type,
        ["created"] = 1700000000,
        ["model"] = Model,
        ["choices"] = new JsonArray(choices),
    };

    private JsonArray ToolCallArray(bool indexed) => new([.. ToolCalls.Select((call, i) =>
    {
        var node = new JsonObject
        {
            ["id"] = call.Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
        };
        if (indexed)
        {
            node["index"] = i;
        }

        return (JsonNode)node;
    })]);

    private JsonObject UsageObject() => new()
    {
        ["prompt_tokens"] = Input,
        ["completion_tokens"] = Output,
        ["total_tokens"] = Input + Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = Cached, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = Reasoning, ["audio_tokens"] = 0 },
    };

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonValue value => (string?)value ?? "",
        JsonArray parts => string.Concat(parts.Select(part => (string?)part!["text"] ?? "")),
        _ => "",
    };
}
