using System.Collections.ObjectModel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Prompts;
using Observability.Prompts.Templates;
using Observability.SemanticKernel.Prompts;

#pragma warning disable IDE0130
namespace Observability;

/// <summary>Prompts of the registry for Semantic Kernel: functions, plugins, chat histories and execution settings. The generations made from them are linked to the prompt.</summary>
/// <remarks>A function is made from one version: text and settings stay together. Pull the version anew for each call, which a cache answers, to follow a label.</remarks>
public static class LlmObservabilityKernelPromptExtensions
{
    /// <summary>Runs a prompt with its configuration as execution settings.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="arguments">A value for each variable, and a <see cref="ChatHistory"/>, messages or null for each placeholder; execution settings in it replace those of the prompt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<FunctionResult> InvokePromptAsync(this Kernel kernel, PromptVersion prompt, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.InvokeAsync(kernel.CreateFunctionFromPrompt(prompt), arguments, cancellationToken);
    }

    /// <summary>Runs a prompt with its configuration as execution settings, streaming.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="arguments">A value for each variable, and a <see cref="ChatHistory"/>, messages or null for each placeholder; execution settings in it replace those of the prompt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IAsyncEnumerable<StreamingKernelContent> InvokePromptStreamingAsync(
        this Kernel kernel, PromptVersion prompt, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.InvokeStreamingAsync(kernel.CreateFunctionFromPrompt(prompt), arguments, cancellationToken);
    }

    /// <summary>Makes a function from a version of a prompt, with its configuration as execution settings.</summary>
    /// <param name="kernel">The kernel whose functions the configuration may name as tools.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="functionName">The name of the function; null: the last part of the prompt's name, with <c>_</c> for what a function's name cannot hold.</param>
    /// <exception cref="PromptTemplateException">The prompt or its configuration is not valid, or names a tool that the kernel does not have.</exception>
    public static KernelFunction CreateFunctionFromPrompt(this Kernel kernel, PromptVersion prompt, string? functionName = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(prompt);
        var config = new PromptTemplateConfig
        {
            Name = functionName ?? NameOf(prompt.Name.Leaf),
            Description = prompt.CommitMessage ?? prompt.Name.Value,
            TemplateFormat = RegistryPromptTemplateFactory.Format,
            Template = prompt.Name.Value,
            InputVariables = [.. prompt.Variables.Concat(prompt.Placeholders).Select(name => new InputVariable { Name = name, IsRequired = true, AllowDangerouslySetContent = true })],
        };
        config.AddExecutionSettings(prompt.ToExecutionSettings(kernel));
        return KernelFunctionFactory.CreateFromPrompt(config, new FixedTemplateFactory(prompt));
    }

    /// <summary>Makes a plugin from the prompts of a folder: a function for each that has the label. It keeps the versions of now.</summary>
    /// <param name="kernel">The kernel whose functions the configurations may name as tools.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="folder">The folder, without what lies in folders below it.</param>
    /// <param name="label">The label; <c>production</c> when there is none.</param>
    /// <param name="pluginName">The name of the plugin; null: the last part of the folder's name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PromptException">The registry cannot be asked.</exception>
    public static async Task<KernelPlugin> CreatePluginFromPromptsAsync(
        this Kernel kernel, IPromptRegistry registry, string folder, PromptLabel? label = null, string? pluginName = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = folder.Trim('/');
        var functions = new List<KernelFunction>();
        var query = new PromptQuery { Folder = path, Label = label ?? PromptLabel.Production };
        for (var page = await registry.ListAsync(query, cancellationToken).ConfigureAwait(false); ; page = await registry.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            foreach (var name in page.Items.Select(prompt => prompt.Name).Where(name => name.Folder == path))
            {
                var prompt = await registry.GetAsync(name, label, cancellationToken: cancellationToken).ConfigureAwait(false);
                functions.Add(kernel.CreateFunctionFromPrompt(prompt));
            }

            if (page.Items.Count < query.Limit)
            {
                return KernelPluginFactory.CreateFromFunctions(pluginName ?? NameOf(path[(path.LastIndexOf('/') + 1)..]), functions);
            }

            query = query with { Offset = query.Offset + query.Limit };
        }
    }

    /// <summary>Makes the execution settings that the configuration of a prompt describes.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="kernel">The kernel whose functions <c>tools</c> may name, as <c>Plugin.function</c> or by the name alone.</param>
    /// <remarks>
    /// Read are the keys that <see cref="PromptVersionChatExtensions.ToChatOptions"/> reads. <c>model</c> chooses among the kernel's services; <c>tools</c> and
    /// <c>tool_choice</c> become the function choice behavior.
    /// </remarks>
    /// <exception cref="PromptTemplateException">A value of the configuration is not of the type it must have, or names a tool that the kernel does not have.</exception>
    public static PromptExecutionSettings ToExecutionSettings(this PromptVersion prompt, Kernel? kernel = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return ExecutionSettingsMapping.Map(prompt, kernel);
    }

    /// <summary>Renders a prompt to a chat history; a text prompt becomes one message of the user.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="values">
    /// A dictionary with a value for each variable, and a <see cref="ChatHistory"/>, messages or null for each placeholder; or an object whose public properties are
    /// matched with them by name, without regard to case and underscores.
    /// </param>
    /// <remarks>Generations are linked to the prompt as long as its first messages stand at the beginning of the history.</remarks>
    /// <exception cref="PromptTemplateException">A variable or placeholder is missing or the template cannot be rendered.</exception>
    public static ChatHistory ToChatHistory(this PromptVersion prompt, object? values = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var variables = values is null ? ReadOnlyDictionary<string, object?>.Empty : PropertyBinding.Read(prompt, values);
        var history = new ChatHistory();
        history.AddRange(KernelMessages.Render(prompt, variables));
        if (!prompt.IsFallback)
        {
            var use = PromptVersionChatExtensions.UseOf(prompt, variables);
            foreach (var message in history)
            {
                KernelMessageTag.Mark(message, use);
            }
        }

        return history;
    }

    private static string NameOf(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
