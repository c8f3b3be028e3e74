namespace Observability.Model;

/// <summary>The value of a score: exactly one of number, boolean, category, text or correction.</summary>
public readonly record struct ScoreValue
{
    private ScoreValue(ScoreValueType type, double number, string? text)
    {
        Type = type;
        Number = number;
        Text = text;
    }

    /// <summary>Which of them it is.</summary>
    public ScoreValueType Type { get; }

    /// <summary>The number of a numeric score; 1 or 0 of a boolean one; 0 otherwise.</summary>
    public double Number { get; }

    /// <summary>The word of a categorical score or the text of a text score or correction; null otherwise.</summary>
    public string? Text { get; }

    /// <summary>Makes a numeric value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public static ScoreValue Numeric(double number) => double.IsFinite(number)
        ? new ScoreValue(ScoreValueType.Numeric, number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A numeric score must be a finite number.");

    /// <summary>Makes a boolean value.</summary>
    public static ScoreValue Boolean(bool value) => new(ScoreValueType.Boolean, value ? 1 : 0, null);

    /// <summary>Makes a categorical value.</summary>
    public static ScoreValue Categorical(string category)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(category);
        return new ScoreValue(ScoreValueType.Categorical, 0, category);
    }

    /// <summary>Makes a text value.</summary>
    public static ScoreValue FromText(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new ScoreValue(ScoreValueType.Text, 0, text);
    }

    /// <summary>Makes a correction: what the output should have been.</summary>
    public static ScoreValue Correction(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new ScoreValue(ScoreValueType.Correction, 0, text);
    }

    /// <summary>A number is a numeric score.</summary>
    public static implicit operator ScoreValue(double number) => Numeric(number);

    /// <summary>A boolean is a boolean score.</summary>
    public static implicit operator ScoreValue(bool value) => Boolean(value);

    /// <summary>A string is a categorical score; use <see cref="FromText"/> for free text.</summary>
    public static implicit operator ScoreValue(string category) => Categorical(category);
}
