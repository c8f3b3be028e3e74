using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Observability.Evaluation.Json;

/// <summary>A path into JSON in the everyday part of RFC 9535: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[0]</c>, <c>[-1]</c>, <c>[*]</c>, <c>.*</c>, <c>..name</c>.</summary>
/// <remarks>Immutable. It finds at most <see cref="MaxFound"/> values, and has no filters and no scripts: it may come from whoever writes a rule.</remarks>
internal sealed class JsonPath
{
    /// <summary>The most values one path finds.</summary>
    public const int MaxFound = 1000;

    private const int MaxLength = 500;

    private readonly IReadOnlyList<Step> _steps;

    private JsonPath(IReadOnlyList<Step> steps) => _steps = steps;

    /// <exception cref="FormatException">It is no such path; the message says where.</exception>
    public static JsonPath Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length is 0 or > MaxLength || path[0] != '$')
        {
            throw new FormatException($"The JSON path '{path}' must begin with $ and have at most {MaxLength} characters.");
        }

        var steps = new List<Step>();
        var at = 1;
        while (at < path.Length)
        {
            steps.Add(path[at] == '[' ? Bracket(path, ref at, isDeep: false) : Dot(path, ref at));
        }

        return new JsonPath(steps);
    }

    public static bool TryParse(string path, out string? error)
    {
        try
        {
            Parse(path);
            error = null;
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }

        return error is null;
    }

    /// <summary>What the path finds, in the order of the JSON.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in _steps)
        {
            found = (step.IsDeep ? found.SelectMany(Descendants) : found).SelectMany(step.From);
        }

        return [.. found.Take(MaxFound)];
    }

    private static Step Dot(string path, ref int at)
    {
        if (path[at] != '.')
        {
            throw Wrong(path, at);
        }

        at++;
        var isDeep = at < path.Length && path[at] == '.';
        at += isDeep ? 1 : 0;
        if (isDeep && at < path.Length && path[at] == '[')
        {
            return Bracket(path, ref at, isDeep);
        }

        var start = at;
        while (at < path.Length && path[at] is not ('.' or '['))
        {
            at++;
        }

        var name = path[start..at];
        return name.Length == 0 ? throw Wrong(path, start) : name == "*" ? new Step(null, null, isDeep) : new Step(name, null, isDeep);
    }

    private static Step Bracket(string path, ref int at, bool isDeep)
    {
        var start = ++at;
        if (at < path.Length && path[at] is '\'' or '"')
        {
            return new Step(Quoted(path, ref at), null, isDeep);
        }

        var end = path.IndexOf(']', at);
        if (end < 0)
        {
            throw Wrong(path, start);
        }

        var inside = path.AsSpan(at, end - at);
        at = end + 1;
        return inside is "*" ? new Step(null, null, isDeep)
            : int.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? new Step(null, index, isDeep)
            : throw Wrong(path, start);
    }

    private static string Quoted(string path, ref int at)
    {
        var start = at;
        var quote = path[at++];
        var name = new StringBuilder();
        for (; at < path.Length && path[at] != quote; at++)
        {
            if (path[at] == '\\')
            {
                at++;
            }

            if (at < path.Length)
            {
                name.Append(path[at]);
            }
        }

        if (at + 1 >= path.Length || path[at + 1] != ']')
        {
            throw Wrong(path, start);
        }

        at += 2;
        return name.ToString();
    }

    private static FormatException Wrong(string path, int at) =>
        new($"The JSON path '{path}' cannot be read from character {at + 1} on. Use $, .name, ['name'], [0], [-1], [*], .* and ..name.");

    // The depth of what is read from a store is bounded, so that walking down is.
    private static IEnumerable<JsonElement> Descendants(JsonElement value) => Children(value).SelectMany(Descendants).Prepend(value);

    private static IEnumerable<JsonElement> Children(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(property => property.Value),
        JsonValueKind.Array => value.EnumerateArray(),
        _ => [],
    };

    /// <summary>A name, an index, or with neither everything inside.</summary>
    private sealed record Step(string? Name, int? Index, bool IsDeep)
    {
        public IEnumerable<JsonElement> From(JsonElement value)
        {
            if (Name is not null)
            {
                return value.ValueKind is JsonValueKind.Object && value.TryGetProperty(Name, out var property) ? [property] : [];
            }

            if (Index is not { } index)
            {
                return Children(value);
            }

            var position = value.ValueKind is not JsonValueKind.Array ? -1 : index < 0 ? value.GetArrayLength() + index : index;
            return position >= 0 && position < value.GetArrayLength() ? [value[position]] : [];
        }
    }
}
