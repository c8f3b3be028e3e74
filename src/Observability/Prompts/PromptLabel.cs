using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Observability.Prompts;

/// <summary>Names a version of a prompt, e.g. <c>production</c>: of one prompt at most one version has it, and it can be moved to another.</summary>
/// <remarks>Shape: 1 to 36 of <c>a-z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c></remarks>
public readonly record struct PromptLabel : IComparable<PromptLabel>
{
    /// <summary>The most characters of a label.</summary>
    public const int MaxLength = 36;

    // Labels are made from texts on every pull: nothing here may allocate.
    private static readonly SearchValues<char> AllowedCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    private readonly string? _value;

    /// <summary>Creates a label from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of the shape of a label; the message says why.</exception>
    public PromptLabel(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Fault(value) is { } fault)
        {
            throw new ArgumentException($"'{(value.Length <= 80 ? value : value[..80] + "…")}' cannot be a label: {fault}", nameof(value));
        }

        _value = value;
    }

    /// <summary>What is asked for when no label is named: <c>production</c>.</summary>
    public static PromptLabel Production { get; } = new("production");

    /// <summary>Always at the newest version; it moves by itself and cannot be set: <c>latest</c>.</summary>
    public static PromptLabel Latest { get; } = new("latest");

    /// <summary>The text of the label; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Text is a label when it has its shape.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of the shape of a label.</exception>
    public static implicit operator PromptLabel(string value) => new(value);

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator <(PromptLabel left, PromptLabel right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator >(PromptLabel left, PromptLabel right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator <=(PromptLabel left, PromptLabel right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal comparison of the texts.</summary>
    public static bool operator >=(PromptLabel left, PromptLabel right) => left.CompareTo(right) >= 0;

    /// <summary>Creates a label when the text has its shape.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out PromptLabel label)
    {
        var valid = value is not null && Fault(value) is null;
        label = valid ? new PromptLabel(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(PromptLabel other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Why a text cannot be a label; null when it can.</summary>
    internal static string? Fault(string value) => value.Length switch
    {
        0 => "Label must not be empty",
        > MaxLength => $"Label must have at most {MaxLength} characters",
        _ when !value.AsSpan().ContainsAnyExcept(AllowedCharacters) => null,
        _ => "Label must be lowercase alphanumeric with optional underscores, hyphens, or periods",
    };
}
