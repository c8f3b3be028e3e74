namespace Observability.Prompts.Files;

/// <summary>The keys of a file as they were written: one is changed, and comments, order and spelling of all others stay.</summary>
internal sealed class FrontMatter
{
    private readonly List<Section> _sections = [];
    private readonly string _head;

    private FrontMatter(string head) => _head = head;

    /// <summary>Nothing yet.</summary>
    public static FrontMatter Empty => new("");

    /// <summary>Takes YAML apart at its keys.</summary>
    /// <returns>null where keys do not begin lines, as in JSON.</returns>
    public static FrontMatter? Of(string yaml, IReadOnlyList<YamlEntry> entries)
    {
        if (yaml.Length == 0)
        {
            return Empty;
        }

        var lines = yaml.Split('\n');
        if (yaml.EndsWith('\n'))
        {
            lines = lines[..^1];
        }

        if (entries.Select(entry => entry.Line).Distinct().Count() != entries.Count || entries.Any(entry => lines[entry.Line].StartsWith('{') || lines[entry.Line].StartsWith('?')))
        {
            return null;
        }

        var starts = entries.Select(entry => StartOf(lines, entry.Line)).Append(lines.Length).ToList();
        var matter = new FrontMatter(Join(lines[..starts[0]]));
        for (var i = 0; i < entries.Count; i++)
        {
            matter._sections.Add(new Section(entries[i].Key, Join(lines[starts[i]..entries[i].Line]), Join(lines[entries[i].Line..starts[i + 1]])));
        }

        return matter;
    }

    /// <summary>Sets a key; null takes it away.</summary>
    public void Set(string key, string? yaml)
    {
        var at = _sections.FindIndex(section => section.Key == key);
        if (yaml is null)
        {
            _sections.RemoveAll(section => section.Key == key);
        }
        else if (at < 0)
        {
            _sections.Add(new Section(key, "", yaml));
        }
        else
        {
            _sections[at] = _sections[at] with { Yaml = yaml };
        }
    }

    /// <summary>Returns the YAML.</summary>
    public override string ToString() => _head + string.Concat(_sections.Select(section => section.Above + section.Yaml));

    /// <summary>Comments and empty lines above a key belong to it.</summary>
    private static int StartOf(string[] lines, int line)
    {
        while (line > 0 && (lines[line - 1].StartsWith('#') || lines[line - 1].Length == 0))
        {
            line--;
        }

        return line;
    }

    private static string Join(string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private readonly record struct Section(string Key, string Above, string Yaml);
}
