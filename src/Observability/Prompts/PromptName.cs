using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Observability.Prompts;

/// <summary>Names a prompt. A <c>/</c> in it makes folders.</summary>
/// <remarks>Shape: 1 to 255 characters without <c>|</c>, no slash at either end and no two in a row, not one of the reserved <c>new</c>, <c>metrics</c> and <c>prompt-detail</c>.</remarks>
public readonly record struct PromptName : IComparable<PromptName>
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 255;

    // Names are made from texts on every pull: nothing here may allocate.
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    private readonly string? _value;

    /// <summary>Creates a name from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of the shape of a name; the message says why.</exception>
    public PromptName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Fault(value) is { } fault)
        {
            throw new ArgumentException($"'{Quote(value)}' cannot name a prompt: {fault}", nameof(value));
        }

        _value = value;
    }

    /// <summary>The text of the name; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>The folder it is in, without a slash at the end; empty for the root.</summary>
    public string Folder => Value.LastIndexOf('/') is var slash and > 0 ? Value[..slash] : "";

    /// <summary>The name without its folder.</summary>
    public string Leaf => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Text is a name when it has its shape.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of the shape of a name.</exception>
    public static implicit operator PromptName(string value) => new(value);

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator <(PromptName left, PromptName right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator >(PromptName left, PromptName right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator <=(PromptName left, PromptName right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator >=(PromptName left, PromptName right) => left.CompareTo(right) >= 0;

    /// <summary>Creates a name when the text has its shape.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out PromptName name)
    {
        var valid = value is not null && Fault(value) is null;
        name = valid ? new PromptName(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(PromptName other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Why a text cannot be a name; null when it can.</summary>
    internal static string? Fault(string value) => value switch
    {
        _ when string.IsNullOrWhiteSpace(value) => "Name must not be empty",
        { Length: > MaxLength } => $"Name must have at most {MaxLength} characters",
        _ when value.Contains('|', StringComparison.Ordinal) => "Prompt name cannot contain '|' character",
        _ when value[0] == '/' => "Name cannot start with a slash",
        _ when value[^1] == '/' => "Name cannot end with a slash",
        _ when value.Contains("//", StringComparison.Ordinal) => "Name cannot contain consecutive slashes",
        _ when value.AsSpan().ContainsAny(ControlCharacters) => "Name cannot contain control characters",
        "new" or "metrics" or "prompt-detail" => $"Prompt name cannot be '{value}'",
        _ => null,
    };

    private static string Quote(string value) => value.Length <= 80 ? value : value[..80] + "…";
}
