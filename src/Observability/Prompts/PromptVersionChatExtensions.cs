using System.Collections.ObjectModel;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Capture.Chat;
using Observability.Prompts.Chat;
using Observability.Prompts.Templates;

namespace Observability.Prompts;

/// <summary>Prompts for Microsoft.Extensions.AI: messages and options. The generations made from them are linked to the prompt.</summary>
public static class PromptVersionChatExtensions
{
    /// <summary>Renders a prompt to messages; a text prompt becomes one message of the user.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="variables">A value for each variable, and messages for each placeholder: <see cref="ChatMessage"/>, several of them, or null for none.</param>
    /// <param name="encoding">How values are inserted; null for what the configuration of the prompt says.</param>
    /// <exception cref="PromptTemplateException">A variable or placeholder is missing or the template cannot be rendered.</exception>
    public static IList<ChatMessage> ToMessages(this PromptVersion prompt, IReadOnlyDictionary<string, object?>? variables = null, PromptEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var values = variables ?? ReadOnlyDictionary<string, object?>.Empty;
        var use = UseOf(prompt, values);
        var messages = MessageRenderer.Render(prompt, values, encoding ?? prompt.Compiled.Encoding);
        if (!prompt.IsFallback)
        {
            foreach (var message in messages)
            {
                PromptTag.Mark(message, use);
            }
        }

        return messages;
    }

    /// <summary>Renders a prompt to messages with the properties of an object as variables, e.g. of an anonymous one.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="values">Its public properties are matched with the variables and placeholders by name, without regard to case and underscores.</param>
    /// <param name="encoding">How values are inserted; null for what the configuration of the prompt says.</param>
    /// <exception cref="PromptTemplateException">A variable or placeholder has no property or the template cannot be rendered.</exception>
    public static IList<ChatMessage> ToMessages(this PromptVersion prompt, object values, PromptEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.ToMessages(PropertyBinding.Read(prompt, values), encoding);
    }

    /// <summary>Makes the options that the configuration of a prompt describes; generations of calls with them are linked to the prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="tools">The tools there are: those that the configuration names are offered, all when it names none.</param>
    /// <remarks>
    /// Read are <c>model</c>, <c>temperature</c>, <c>top_p</c>, <c>top_k</c>, <c>max_tokens</c>, <c>stop</c>, <c>seed</c>, <c>frequency_penalty</c>,
    /// <c>presence_penalty</c>, <c>response_format</c>, <c>tools</c> (names, or declarations as OpenAI writes them), <c>tool_choice</c> and
    /// <c>parallel_tool_calls</c>, in snake or camel case. Other keys are the application's own.
    /// </remarks>
    /// <exception cref="PromptTemplateException">A value of the configuration is not of the type it must have, or names a tool that is not given.</exception>
    public static ChatOptions ToChatOptions(this PromptVersion prompt, IEnumerable<AITool>? tools = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var options = new ChatOptionsReader(prompt).Read(tools is null ? [] : [.. tools]);
        return prompt.IsFallback ? options : PromptTag.Mark(options, new PromptUse(prompt.Link));
    }

    /// <summary>The prompt with the values of its variables; messages of placeholders are in the input of the generation already.</summary>
    internal static PromptUse UseOf(PromptVersion prompt, IReadOnlyDictionary<string, object?> values)
    {
        if (prompt.Variables.Count == 0)
        {
            return new PromptUse(prompt.Link);
        }

        var variables = new Dictionary<string, object?>(prompt.Variables.Count, StringComparer.Ordinal);
        foreach (var name in prompt.Variables)
        {
            if (values.TryGetValue(name, out var value))
            {
                variables.Add(name, value is TrustedText trusted ? trusted.Value : value);
            }
        }

        return new PromptUse(prompt.Link, variables);
    }
}
