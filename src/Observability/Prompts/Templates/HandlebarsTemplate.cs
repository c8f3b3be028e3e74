using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Observability.Prompts.Templates;

/// <summary>A Handlebars template. No partials, no files, no helpers but the built-in ones.</summary>
internal sealed class HandlebarsTemplate : CompiledTemplate
{
    // Values are encoded before they get here, so that {{{x}}} is no way around the encoding.
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration
    {
        NoEscape = true,
        ThrowOnUnresolvedBindingExpression = true,
        FileSystem = null!,
        PartialTemplateResolver = null!,
        FormatProvider = System.Globalization.CultureInfo.InvariantCulture,
    });

    private readonly HandlebarsTemplate<object, object> _render;

    private HandlebarsTemplate(HandlebarsTemplate<object, object> render, IReadOnlyList<string> variables)
    {
        _render = render;
        Variables = variables;
    }

    public override IReadOnlyList<string> Variables { get; }

    public static HandlebarsTemplate Parse(string text)
    {
        TemplateNesting.ThrowIfTooDeep(text);
        try
        {
            return new HandlebarsTemplate(Engine.Compile(text), HandlebarsVariables.Of(text));
        }
#pragma warning disable CA1031 // The engine throws what its parser happens to meet; the only documented exception is ours.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new PromptTemplateException($"The Handlebars template is not valid: {exception.Message}", null, exception);
        }
    }

    public override string Render(IReadOnlyDictionary<string, object?> variables, PromptEncoding encoding = PromptEncoding.None)
    {
        var model = ToModel(variables, encoding);
        try
        {
            return _render(model);
        }
        catch (HandlebarsUndefinedBindingException exception)
        {
            throw PromptTemplateException.Missing(exception.Path, variables.Keys);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new PromptTemplateException($"The Handlebars template cannot be rendered: {exception.Message}", null, exception);
        }
    }
}
