using System.Text;
using Fluid;
using HandlebarsDotNet;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Prompts;

namespace Observability.Benchmarks.Prompts;

/// <summary>A template of 2 KB with ten variables, compiled before, in each of its formats and beside the engines that others use for it.</summary>
internal static class Rendering
{
    private const int Variables = 10;
    private const int Characters = 2048;

    private static readonly Dictionary<string, object?> Values = Enumerable.Range(0, Variables).ToDictionary(i => $"value{i}", object? (i) => $"the words that stand for {i}");

    private static readonly object Properties = new
    {
        Value0 = Values["value0"], Value1 = Values["value1"], Value2 = Values["value2"], Value3 = Values["value3"], Value4 = Values["value4"],
        Value5 = Values["value5"], Value6 = Values["value6"], Value7 = Values["value7"], Value8 = Values["value8"], Value9 = Values["value9"],
    };

    public static async Task RunAsync()
    {
        var variables = Version("variables");
        var handlebars = Version("handlebars");
        var liquid = Version("liquid");
        var expected = variables.Render(Values);

        var kernel = new Kernel();
        var arguments = new KernelArguments(Values.ToDictionary(value => value.Key, value => value.Value));
        var kernelTemplate = new KernelPromptTemplateFactory { AllowDangerouslySetContent = true }.Create(new PromptTemplateConfig(Template("{{$", "}}")));
        var handlebarsTemplate = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true }).Compile(Template("{{", "}}"));
        var fluidTemplate = new FluidParser().Parse(Template("{{", "}}"));
        var options = new Fluid.TemplateOptions();

        var ways = new (string Name, Func<ValueTask<string>> Render)[]
        {
            ("variables", () => new(variables.Render(Values))),
            ("variables from an object", () => new(variables.Render(Properties))),
            ("handlebars", () => new(handlebars.Render(Values))),
            ("liquid", () => new(liquid.Render(Values))),
            ("Semantic Kernel's template", () => new(kernelTemplate.RenderAsync(kernel, arguments))),
            ("Handlebars.Net", () => new(handlebarsTemplate(Values))),
            ("Fluid", () => new(fluidTemplate.Render(new TemplateContext(Values, options)))),
        };
        foreach (var way in ways)
        {
            if (await way.Render() != expected)
            {
                throw new InvalidOperationException($"'{way.Name}' renders something else.");
            }
        }

        var cost = await CallCost.MeasureAsync([.. ways.Select(Action (way) => () => Finished(way.Render()))]);
        for (var i = 0; i < 4; i++)
        {
            var alternative = i < 2 ? 4 : i + 3;
            PromptBenchmark.Row($"render 2 KB with 10 variables: {ways[i].Name}", $"{ways[alternative].Name} {cost[alternative]}", $"{cost[i]}", cost[i].Nanoseconds / cost[alternative].Nanoseconds, i == 0 ? "≤ 5 µs" : "");
        }
    }

    private static void Finished(ValueTask<string> render) => _ = render.IsCompletedSuccessfully ? render.Result : throw new InvalidOperationException("Did not render at once.");

    private static PromptVersion Version(string format) => new()
    {
        Id = new PromptId(format),
        Name = "benchmark",
        Version = 1,
        Content = Template("{{", "}}"),
        Config = Payload.Parse($$"""{"templateFormat":"{{format}}"}"""),
    };

    private static string Template(string open, string close)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Variables; i++)
        {
            text.Append(open).Append("value").Append(i).Append(close).Append(' ').Append("Answer in the words of the customer, briefly and kindly. ".PadRight(Characters / Variables, '-'));
        }

        return text.ToString();
    }
}
