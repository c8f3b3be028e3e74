namespace Observability.Prompts.Templates;

/// <summary>A template with <c>{{variable}}</c>, as on the wire: nothing else in it means anything, and what is inserted is not looked at again.</summary>
internal sealed class VariableTemplate : CompiledTemplate
{
    /// <summary>Literal texts between variables: literal 0, variable 0, literal 1, variable 1 … literal n.</summary>
    private readonly string[] _literals;
    private readonly string[] _names;

    private VariableTemplate(string[] literals, string[] names)
    {
        _literals = literals;
        _names = names;
        Variables = [.. names.Distinct(StringComparer.Ordinal)];
    }

    public override IReadOnlyList<string> Variables { get; }

    public static VariableTemplate Parse(string text)
    {
        var literals = new List<string>();
        var names = new List<string>();
        var literal = 0;
        for (var at = 0; Next(text, at) is var (start, end, name); at = end)
        {
            literals.Add(text[literal..start]);
            names.Add(name);
            literal = end;
        }

        literals.Add(text[literal..]);
        return new VariableTemplate([.. literals], [.. names]);
    }

    /// <summary>The variables of a text, each as often as it stands there.</summary>
    public static IEnumerable<string> NamesOf(string text)
    {
        for (var at = 0; Next(text, at) is var (_, end, name); at = end)
        {
            yield return name;
        }
    }

    public override string Render(IReadOnlyDictionary<string, object?> variables, PromptEncoding encoding = PromptEncoding.None)
    {
        if (_names.Length == 0)
        {
            return _literals[0];
        }

        var parts = new string[_names.Length];
        var length = _literals[^1].Length;
        for (var i = 0; i < _names.Length; i++)
        {
            parts[i] = variables.TryGetValue(_names[i], out var value) ? TemplateValue.ToText(value, encoding) : throw PromptTemplateException.Missing(_names[i], variables.Keys);
            length += _literals[i].Length + parts[i].Length;
        }

        return string.Create(length, (Literals: _literals, Parts: parts), static (span, template) =>
        {
            for (var i = 0; i < template.Parts.Length; i++)
            {
                template.Literals[i].CopyTo(span);
                span = span[template.Literals[i].Length..];
                template.Parts[i].CopyTo(span);
                span = span[template.Parts[i].Length..];
            }

            template.Literals[^1].CopyTo(span);
        });
    }

    /// <summary>The next variable from a position: where it starts and ends, and its name.</summary>
    private static (int Start, int End, string Name)? Next(string text, int from)
    {
        for (var start = text.IndexOf("{{", from, StringComparison.Ordinal); start >= 0; start = text.IndexOf("{{", start + 1, StringComparison.Ordinal))
        {
            var name = SkipSpace(text, start + 2);
            var end = name;
            while (end < text.Length && IsNamePart(text[end]))
            {
                end++;
            }

            var close = SkipSpace(text, end);
            if (end > name && string.CompareOrdinal(text, close, "}}", 0, 2) == 0)
            {
                return (start, close + 2, text[name..end]);
            }
        }

        return null;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}
