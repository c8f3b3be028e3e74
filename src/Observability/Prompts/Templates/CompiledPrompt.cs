using System.Text.Json;

namespace Observability.Prompts.Templates;

/// <summary>A version of a prompt with its templates compiled.</summary>
internal sealed class CompiledPrompt
{
    private CompiledPrompt(PromptVersion prompt, PromptTemplateFormat format)
    {
        Format = format;
        Encoding = Word(prompt, "templateEncoding") switch
        {
            null or "none" => PromptEncoding.None,
            "xml" => PromptEncoding.Xml,
            var unknown => throw new PromptTemplateException($"Prompt {prompt} asks for the templateEncoding '{unknown}'. Use none or xml."),
        };
        Templates = [.. prompt.Content.Templates.Select(text => TemplateCache.Get(text, format))];
        Variables = [.. Templates.SelectMany(template => template.Variables).Distinct(StringComparer.Ordinal)];
        Placeholders = [.. prompt.Content.Messages.Select(message => message.Placeholder).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    public PromptTemplateFormat Format { get; }

    public PromptEncoding Encoding { get; }

    /// <summary>The template of the text, or of each message that is no placeholder.</summary>
    public IReadOnlyList<CompiledTemplate> Templates { get; }

    public IReadOnlyList<string> Variables { get; }

    public IReadOnlyList<string> Placeholders { get; }

    /// <exception cref="PromptTemplateException">A template is not valid, or the configuration asks for an unknown format or encoding.</exception>
    public static CompiledPrompt Of(PromptVersion prompt) => new(
        prompt,
        FormatOf(prompt) ?? throw new PromptTemplateException($"Prompt {prompt} asks for the templateFormat '{Word(prompt, "templateFormat")}'. Use variables, handlebars or liquid."));

    /// <summary>The format that the configuration asks for; null when it is none of ours.</summary>
    public static PromptTemplateFormat? FormatOf(PromptVersion prompt) => Word(prompt, "templateFormat") switch
    {
        null or "variables" or "mustache" => PromptTemplateFormat.Variables,
        "handlebars" => PromptTemplateFormat.Handlebars,
        "liquid" => PromptTemplateFormat.Liquid,
        _ => null,
    };

    private static string? Word(PromptVersion prompt, string key) =>
        prompt.Config.ToElement() is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
