using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Chat;

namespace Observability.SemanticKernel.Prompts;

/// <summary>The configuration of a prompt as execution settings, in the names that Semantic Kernel's connectors read.</summary>
internal static class ExecutionSettingsMapping
{
    /// <exception cref="PromptTemplateException">A value is not of the type it must have, or names a function that the kernel does not have.</exception>
    public static PromptExecutionSettings Map(PromptVersion prompt, Kernel? kernel)
    {
        var reader = new ChatOptionsReader(prompt);
        var options = reader.ReadParameters();
        var data = new Dictionary<string, object>();
        Add(data, "temperature", options.Temperature);
        Add(data, "top_p", options.TopP);
        Add(data, "top_k", options.TopK);
        Add(data, "max_tokens", options.MaxOutputTokens);
        Add(data, "frequency_penalty", options.FrequencyPenalty);
        Add(data, "presence_penalty", options.PresencePenalty);
        Add(data, "seed", options.Seed);
        Add(data, "stop_sequences", options.StopSequences);
        Add(data, "response_format", FormatOf(options.ResponseFormat));
        return new PromptExecutionSettings
        {
            ModelId = options.ModelId,
            ExtensionData = data.Count == 0 ? null : data,
            FunctionChoiceBehavior = ChoiceOf(options, reader.ReadToolNames(), kernel, prompt),
        };
    }

    private static void Add(Dictionary<string, object> data, string name, object? value)
    {
        if (value is not null)
        {
            data.Add(name, value);
        }
    }

    private static object? FormatOf(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } json => JsonSerializer.SerializeToElement(
            new { type = "json_schema", json_schema = new { name = json.SchemaName ?? "answer", description = json.SchemaDescription, schema, strict = true } }, JsonDefaults.Options),
        ChatResponseFormatJson => "json_object",
        ChatResponseFormatText => "text",
        _ => null,
    };

    private static FunctionChoiceBehavior? ChoiceOf(ChatOptions options, IReadOnlyList<string>? names, Kernel? kernel, PromptVersion prompt)
    {
        var functions = names?.Select(name => Find(kernel, name, prompt)).ToList();
        var choice = options.AllowMultipleToolCalls is { } parallel ? new FunctionChoiceBehaviorOptions { AllowParallelCalls = parallel } : null;
        return options.ToolMode switch
        {
            NoneChatToolMode => FunctionChoiceBehavior.None(functions, choice),
            RequiredChatToolMode { RequiredFunctionName: { } name } => FunctionChoiceBehavior.Required([Find(kernel, name, prompt)], options: choice),
            RequiredChatToolMode => FunctionChoiceBehavior.Required(functions, options: choice),
            AutoChatToolMode => FunctionChoiceBehavior.Auto(functions, options: choice),
            _ => functions is null ? null : FunctionChoiceBehavior.Auto(functions, options: choice),
        };
    }

    /// <summary>A function by <c>Plugin.function</c>, as connectors write it, <c>Plugin-function</c>, or by its name alone.</summary>
    private static KernelFunction Find(Kernel? kernel, string name, PromptVersion prompt)
    {
        foreach (var function in kernel?.Plugins.SelectMany(plugin => plugin) ?? [])
        {
            if (name == function.Name || name == $"{function.PluginName}.{function.Name}" || name == $"{function.PluginName}-{function.Name}")
            {
                return function;
            }
        }

        throw new PromptTemplateException(kernel is null
            ? $"Prompt {prompt} names the tool '{name}'. Give the kernel whose plugins have it."
            : $"Prompt {prompt} names the tool '{name}', which the kernel does not have. It has: {string.Join(", ", kernel.Plugins.SelectMany(plugin => plugin).Select(function => $"{function.PluginName}.{function.Name}"))}.");
    }
}
