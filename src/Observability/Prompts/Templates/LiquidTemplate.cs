using System.Globalization;
using Fluid;

namespace Observability.Prompts.Templates;

/// <summary>A Liquid template. No includes, no files, bounded in steps and recursion.</summary>
internal sealed class LiquidTemplate : CompiledTemplate
{
    private const int MaxSteps = 100_000;
    private const int MaxRecursion = 50;

    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = new() { MaxSteps = MaxSteps, MaxRecursion = MaxRecursion, CultureInfo = CultureInfo.InvariantCulture, TimeZone = TimeZoneInfo.Utc };

    private readonly IFluidTemplate _template;

    private LiquidTemplate(IFluidTemplate template)
    {
        _template = template;
        Variables = LiquidVariables.Of(template);
    }

    public override IReadOnlyList<string> Variables { get; }

    public static LiquidTemplate Parse(string text)
    {
        TemplateNesting.ThrowIfTooDeep(text);
        try
        {
            return Parser.TryParse(text, out var template, out var error)
                ? new LiquidTemplate(template)
                : throw new PromptTemplateException($"The Liquid template is not valid: {error.Split('\n')[0]}");
        }
#pragma warning disable CA1031 // The engine throws what its parser happens to meet; the only documented exception is ours.
        catch (Exception exception) when (exception is not PromptTemplateException)
#pragma warning restore CA1031
        {
            throw new PromptTemplateException($"The Liquid template is not valid: {exception.Message}", null, exception);
        }
    }

    public override string Render(IReadOnlyDictionary<string, object?> variables, PromptEncoding encoding = PromptEncoding.None)
    {
        var model = ToModel(variables, encoding);
        try
        {
            return _template.Render(new TemplateContext(model, Options), NullEncoder.Default);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new PromptTemplateException($"The Liquid template cannot be rendered: {exception.Message}", null, exception);
        }
    }
}
