namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>The attributes of a span, event, scope or resource. Of a name that comes twice the last value stays.</summary>
internal sealed class OtlpAttributes
{
    public static readonly OtlpAttributes None = new();

    private readonly Dictionary<string, OtlpValue> _values = new(StringComparer.Ordinal);

    public int Count => _values.Count;

    /// <summary>How many were dropped, by the sender or here.</summary>
    public long Dropped { get; set; }

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Adds one, or counts it as dropped when there are too many.</summary>
    public void Add(string name, in OtlpValue value)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (_values.Count < OtlpLimits.MaxAttributes || _values.ContainsKey(name))
        {
            _values[name] = value;
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>Finds one that says something.</summary>
    public bool TryGet(string name, out OtlpValue value) => _values.TryGetValue(name, out value) && !value.IsEmpty;

    public bool Has(string name) => TryGet(name, out _);

    /// <summary>The first of the names that says something.</summary>
    public OtlpValue First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (TryGet(name, out var value))
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>The text of the first of the names that says something; null when none does.</summary>
    public string? Text(params ReadOnlySpan<string> names) => First(names).ToText();

    public Dictionary<string, OtlpValue>.Enumerator GetEnumerator() => _values.GetEnumerator();
}
