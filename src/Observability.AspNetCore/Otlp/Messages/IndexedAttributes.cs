using System.Globalization;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Puts together what instrumentations spell out attribute by attribute: <c>gen_ai.prompt.0.tool_calls.1.name</c>.</summary>
/// <remarks>Missing indexes are closed up, so that a list is never longer than the attributes that name its items.</remarks>
internal sealed class IndexedAttributes
{
    private readonly Dictionary<string, IndexedAttributes> _children = new(StringComparer.Ordinal);
    private OtlpValue _value;

    private bool IsList => _children.Count > 0 && _children.Keys.All(key => IndexOf(key) is not null);

    /// <summary>Collects the attributes below <paramref name="prefix"/>, which ends with a dot; null when there are none.</summary>
    public static IndexedAttributes? Find(OtlpAttributes attributes, string prefix)
    {
        IndexedAttributes? root = null;
        foreach (var (name, value) in attributes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                (root ??= new()).Add(name.AsSpan(prefix.Length), value);
            }
        }

        return root?._children.Count > 0 ? root : null;
    }

    /// <summary>Writes it as JSON: a list where every name is an index, else an object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_children.Count == 0)
        {
            _value.WriteTo(writer);
        }
        else if (IsList)
        {
            writer.WriteStartArray();
            foreach (var (_, child) in _children.OrderBy(child => IndexOf(child.Key)))
            {
                child.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            foreach (var (name, child) in _children)
            {
                writer.WritePropertyName(name);
                child.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static int? IndexOf(ReadOnlySpan<char> key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static bool IsTaken(ReadOnlySpan<char> path)
    {
        var steps = 0;
        foreach (var step in path.Split('.'))
        {
            var name = path[step];
            var isIndex = !name.ContainsAnyExceptInRange('0', '9');
            if (++steps > OtlpLimits.MaxPathSteps || name.IsEmpty || (isIndex && !(IndexOf(name) <= OtlpLimits.MaxIndex)))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(ReadOnlySpan<char> path, in OtlpValue value)
    {
        if (!IsTaken(path))
        {
            return;
        }

        var node = this;
        foreach (var step in path.Split('.'))
        {
            var lookup = node._children.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(path[step], out var child))
            {
                child = new IndexedAttributes();
                lookup[path[step]] = child;
            }

            node = child;
        }

        node._value = value;
    }
}
