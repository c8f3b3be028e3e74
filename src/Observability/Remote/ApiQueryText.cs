using System.Globalization;
using System.Text;

namespace Observability.Remote;

/// <summary>Collects query parameters as the text behind a path. What is null is left out; a list is a parameter repeated.</summary>
internal sealed class ApiQueryText
{
    private readonly StringBuilder _text = new();

    public static string Escape(string text) => Uri.EscapeDataString(text);

    public static string Escape(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Escape(long number) => number.ToString(CultureInfo.InvariantCulture);

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    public void Add(string name, bool? value) => Add(name, value is { } known ? (known ? "true" : "false") : null);

    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, double? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, DateTimeOffset? value) => Add(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));

    public void Add(string name, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? [])
        {
            Add(name, value);
        }
    }

    public override string ToString() => _text.ToString();
}
