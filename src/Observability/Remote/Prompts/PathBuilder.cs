using System.Globalization;
using System.Text;

namespace Observability.Remote.Prompts;

/// <summary>A path with its query; what is null is left out.</summary>
internal sealed class PathBuilder(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

    public PathBuilder Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _separator = '&';
        }

        return this;
    }

    public PathBuilder Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public PathBuilder Add(string name, DateTimeOffset? value) => Add(name, value?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
