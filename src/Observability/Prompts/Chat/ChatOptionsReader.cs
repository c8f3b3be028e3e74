using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Observability.Prompts.Chat;

/// <summary>Reads the configuration of a prompt as options of a chat call.</summary>
internal sealed class ChatOptionsReader(PromptVersion prompt)
{
    private readonly JsonElement _config = prompt.Config.ToElement();

    /// <exception cref="PromptTemplateException">A value is not of the type it must have.</exception>
    public ChatOptions Read(IReadOnlyList<AITool> tools)
    {
        var options = ReadParameters();
        options.Tools = ReadTools(tools);
        return options;
    }

    /// <summary>The names of the tools to offer; null when none is named.</summary>
    /// <exception cref="PromptTemplateException">The list is not one of tools.</exception>
    public IReadOnlyList<string>? ReadToolNames() => _config.ValueKind != JsonValueKind.Object ? null : Find("tools") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } tools => [.. tools.EnumerateArray().Select(tool => tool.ValueKind == JsonValueKind.String ? tool.GetString()! : NameOf(FunctionOf(tool), tool))],
        var wrong => throw Wrong("tools", wrong, "a list"),
    };

    /// <summary>All but the tools.</summary>
    /// <exception cref="PromptTemplateException">A value is not of the type it must have.</exception>
    public ChatOptions ReadParameters()
    {
        var options = new ChatOptions();
        if (_config.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        options.ModelId = Text("model", "model_id");
        options.Temperature = Number("temperature");
        options.TopP = Number("top_p");
        options.TopK = Whole("top_k");
        options.MaxOutputTokens = Whole("max_output_tokens", "max_tokens", "max_completion_tokens");
        options.FrequencyPenalty = Number("frequency_penalty");
        options.PresencePenalty = Number("presence_penalty");
        options.Seed = Whole("seed");
        options.StopSequences = ReadStop();
        options.ResponseFormat = ReadFormat();
        options.ToolMode = ReadToolMode();
        options.AllowMultipleToolCalls = Flag("parallel_tool_calls");
        return options;
    }

    private List<string>? ReadStop() => Find("stop", "stop_sequences") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several when several.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. several.EnumerateArray().Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        var wrong => throw Wrong("stop", wrong, "a text or a list of texts"),
    };

    private ChatResponseFormat? ReadFormat()
    {
        var format = Find("response_format");
        var type = format.ValueKind == JsonValueKind.Object ? TextOf(format, "type") : format.ValueKind == JsonValueKind.String ? format.GetString() : null;
        return type switch
        {
            null when format.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null => null,
            "text" => ChatResponseFormat.Text,
            "json" or "json_object" => ChatResponseFormat.Json,
            "json_schema" => ReadSchema(format),
            _ => throw Wrong("response_format", format, "text, json_object or json_schema with its schema"),
        };
    }

    private ChatResponseFormatJson ReadSchema(JsonElement format)
    {
        // As OpenAI writes it, { "type": "json_schema", "json_schema": { "name", "schema" } }, or without the level between.
        var described = format.ValueKind == JsonValueKind.Object && format.TryGetProperty("json_schema", out var inner) ? inner : format;
        return described.ValueKind == JsonValueKind.Object && described.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Object
            ? ChatResponseFormat.ForJsonSchema(schema, TextOf(described, "name"), TextOf(described, "description"))
            : throw Wrong("response_format", format, "json_schema with its schema");
    }

    private ChatToolMode? ReadToolMode() => Find("tool_choice") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } word when word.GetString() is "auto" => ChatToolMode.Auto,
        { ValueKind: JsonValueKind.String } word when word.GetString() is "none" => ChatToolMode.None,
        { ValueKind: JsonValueKind.String } word when word.GetString() is "required" or "any" => ChatToolMode.RequireAny,
        { ValueKind: JsonValueKind.Object } choice when (choice.TryGetProperty("function", out var function) ? TextOf(function, "name") : TextOf(choice, "name")) is { } name => ChatToolMode.RequireSpecific(name),
        var wrong => throw Wrong("tool_choice", wrong, "auto, none, required or the name of a function"),
    };

    private List<AITool>? ReadTools(IReadOnlyList<AITool> tools)
    {
        var named = _config.ValueKind == JsonValueKind.Object ? Find("tools") : default;
        if (named.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return tools.Count == 0 ? null : [.. tools];
        }

        return named.ValueKind == JsonValueKind.Array ? [.. named.EnumerateArray().Select(tool => ReadTool(tool, tools))] : throw Wrong("tools", named, "a list");
    }

    private AITool ReadTool(JsonElement tool, IReadOnlyList<AITool> tools)
    {
        if (tool.ValueKind == JsonValueKind.String)
        {
            return tools.FirstOrDefault(given => given.Name == tool.GetString())
                ?? throw new PromptTemplateException($"Prompt {prompt} names the tool '{tool.GetString()}', which is not given. Given are: {string.Join(", ", tools.Select(given => given.Name))}.");
        }

        var function = FunctionOf(tool);
        var name = NameOf(function, tool);

        // The application's own function can be called; a declaration alone is for the application to answer.
        return tools.FirstOrDefault(given => given.Name == name) ?? AIFunctionFactory.CreateDeclaration(
            name,
            TextOf(function, "description") ?? "",
            function.TryGetProperty("parameters", out var parameters) ? parameters : JsonElement.Parse("{}"));
    }

    private static JsonElement FunctionOf(JsonElement tool) => tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var inner) ? inner : tool;

    private string NameOf(JsonElement function, JsonElement tool) => TextOf(function, "name") ?? throw Wrong("tools", tool, "a name, or a function with a name");

    private string? Text(params ReadOnlySpan<string> names) => Find(names) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var wrong => throw Wrong(names[0], wrong, "a text"),
    };

    private float? Number(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number => number.GetSingle(),
        var wrong => throw Wrong(name, wrong, "a number"),
    };

    private int? Whole(params ReadOnlySpan<string> names) => Find(names) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var whole) => whole,
        var wrong => throw Wrong(names[0], wrong, "a whole number"),
    };

    private bool? Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var wrong => throw Wrong(name, wrong, "true or false"),
    };

    /// <summary>The value under one of the names, in snake or camel case.</summary>
    private JsonElement Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_config.TryGetProperty(name, out var snake))
            {
                return snake;
            }

            if (_config.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))), out var camel))
            {
                return camel;
            }
        }

        return default;
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private PromptTemplateException Wrong(string name, JsonElement value, string expected) =>
        new($"The configuration of prompt {prompt} has '{name}': {value.GetRawText()}. It must be {expected}.");
}
