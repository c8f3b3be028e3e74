using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Prompts;
using Observability.Prompts.Templates;

namespace Observability.Tests.Prompts.Templates;

public sealed class VariableTemplateTests
{
    [Theory]
    [InlineData("Hello {{name}}!", "Hello Ana!")]
    [InlineData("{{ name }}{{name}}", "AnaAna")]
    [InlineData("{\"a\":{{name}}}", "{\"a\":Ana}")]
    [InlineData("{{{name}}}", "{Ana}")]
    [InlineData("no variable", "no variable")]
    [InlineData("{{#if name}}{{name}}{{/if}}", "{{#if name}}Ana{{/if}}")]
    [InlineData("{{two words}} {{", "{{two words}} {{")]
    [InlineData("{{}} {{ }} }}{{name", "{{}} {{ }} }}{{name")]
    [InlineData("{{ {{name}} }}", "{{ Ana }}")]
    [InlineData("", "")]
    public void Render_Text_ReplacesVariablesAndNothingElse(string template, string expected) =>
        Assert.Equal(expected, VariableTemplate.Parse(template).Render(new Dictionary<string, object?> { ["name"] = "Ana", ["other"] = 1 }));

    [Fact]
    public void Render_MissingVariable_IsNamed()
    {
        var template = VariableTemplate.Parse("{{a}} {{b}}");

        var missing = Assert.Throws<PromptTemplateException>(() => template.Render(new Dictionary<string, object?> { ["a"] = 1, ["c"] = 2 }));

        Assert.Equal("b", missing.Variable);
        Assert.Equal("Variable 'b' of the prompt has no value. Given are: a, c.", missing.Message);
    }

    [Fact]
    public void Render_ValuesOfAllTypes_AreInvariantText()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var values = new Dictionary<string, object?> { ["d"] = 1.5, ["n"] = null, ["b"] = true, ["t"] = at, ["l"] = new[] { 1, 2 }, ["o"] = new { X = "é\"" } };

        var text = VariableTemplate.Parse("{{d}}|{{n}}|{{b}}|{{t}}|{{l}}|{{o}}").Render(values);

        Assert.Equal("""1.5||true|2026-01-02T03:04:05.0000000+00:00|[1,2]|{"x":"é\""}""", text);
    }

    [Property]
    public Property Render_AnyTextAndValues_InsertsThemUntouched()
    {
        // Pieces that look like syntax, so that values and literals try to become variables.
        var piece = Gen.Elements("{{", "}}", "{{a}}", "{{ b }}", "{", "}", "a", "b", " ", "{{{", "é", "😀", "\n", "{{c}}");
        var text = Gen.Select(Gen.ListOf(piece), parts => string.Concat(parts));
        return Prop.ForAll(text.Two().ToArbitrary(), pair =>
        {
            var (template, value) = pair;
            var names = VariableTemplate.NamesOf(template).ToList();
            var values = names.Distinct().ToDictionary(name => name, object? (_) => value);

            var rendered = VariableTemplate.Parse(template).Render(values);

            // Splitting at a value that cannot be in the template shows the literals: nothing was expanded again.
            var marked = VariableTemplate.Parse(template).Render(values.ToDictionary(pair => pair.Key, object? (_) => "\u0001"));
            return rendered == marked.Replace("\u0001", value, StringComparison.Ordinal) && marked.Count(c => c == '\u0001') == names.Count;
        });
    }

    [Property]
    public bool Parse_AnyText_ThrowsNothingAndKeepsIt(string? text)
    {
        var template = VariableTemplate.Parse(text ?? "");

        return template.Variables.Count > 0 || template.Render(new Dictionary<string, object?>()) == (text ?? "");
    }
}
