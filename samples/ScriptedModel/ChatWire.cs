using System.Text.Json.Nodes;

namespace ScriptedModel;

/// <summary>Puts an answer into the JSON of chat completions, with a plausible count of tokens.</summary>
internal sealed class ChatWire(JsonNode request, Answer answer)
{
    private const int CharactersPerToken = 4;
    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";

    private string FinishReason => answer.ToolCalls.Count > 0 ? "tool_calls" : "stop";

    public JsonObject Completion()
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.Text };
        if (answer.ToolCalls.Count > 0)
        {
            message["tool_calls"] = ToolCalls();
        }

        var completion = Envelope("chat.completion", new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = FinishReason });
        completion["usage"] = Usage();
        return completion;
    }

    public IEnumerable<JsonObject> Chunks()
    {
        if (answer.ToolCalls.Count > 0)
        {
            yield return Chunk(new JsonObject { ["role"] = "assistant", ["tool_calls"] = ToolCalls() });
        }

        foreach (var word in answer.Text.Split(' ').Select((word, i) => i == 0 ? word : " " + word).Where(word => word.Length > 0))
        {
            yield return Chunk(new JsonObject { ["content"] = word });
        }

        yield return Chunk([], FinishReason);
        if ((bool?)request["stream_options"]?["include_usage"] == true)
        {
            var last = Envelope("chat.completion.chunk");
            last["usage"] = Usage();
            yield return last;
        }
    }

    private JsonObject Chunk(JsonObject delta, string? finishReason = null) =>
        Envelope("chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason });

    private JsonObject Envelope(string type, params JsonNode?[] choices) => new()
    {
        ["id"] = _id,
        ["object"] = type,
        ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["model"] = (string?)request["model"],
        ["choices"] = new JsonArray(choices),
    };

    private JsonArray ToolCalls() => new([.. answer.ToolCalls.Select((call, i) => (JsonNode)new JsonObject
    {
        ["index"] = i,
        ["id"] = $"call_{_id[^8..]}_{i}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments.ToJsonString() },
    })]);

    private JsonObject Usage()
    {
        var input = request["messages"]!.AsArray().Sum(Tokens) + ((request["tools"]?.ToJsonString().Length ?? 0) / CharactersPerToken);
        var output = (answer.Text.Length + answer.ToolCalls.Sum(call => call.Name.Length + call.Arguments.ToJsonString().Length)) / CharactersPerToken;
        return new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output };
    }

    private static int Tokens(JsonNode? message)
    {
        const int tokensPerImage = 85;
        const int tokensPerMessage = 4;
        var content = message!["content"] switch
        {
            JsonArray parts => parts.Sum(part => part?["image_url"] is null ? (part?.ToJsonString().Length ?? 0) / CharactersPerToken : tokensPerImage),
            { } text => text.ToJsonString().Length / CharactersPerToken,
            null => 0,
        };
        return tokensPerMessage + content + ((message["tool_calls"]?.ToJsonString().Length ?? 0) / CharactersPerToken);
    }
}
