using System.Globalization;
using Observability.Model;
using Observability.Wire;

namespace Observability.AspNetCore.Ingestion;

/// <summary>What a score config asks of its scores.</summary>
/// <param name="Name">The name they must have.</param>
/// <param name="Type">The type of their values.</param>
internal sealed record ScoreConfigRule(string Name, ScoreValueType Type)
{
    /// <summary>Whether it takes no more scores.</summary>
    public bool IsArchived { get; init; }

    /// <summary>The smallest number.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number.</summary>
    public double? Max { get; init; }

    /// <summary>The words of a categorical score; empty for any.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Why a score breaks the rule; null when it does not.</summary>
    public string? Problem(Score score)
    {
        var value = score.Value;
        if (value.Type != Type)
        {
            return $"Data type mismatch based on config: expected {WireNames.Of(Type)}, got {WireNames.Of(value.Type)}";
        }

        if (IsArchived)
        {
            return "Config is archived and cannot be used to create new scores. Please restore the config first.";
        }

        if (score.Name != Name)
        {
            return $"Name mismatch based on config: expected {Name}, got {score.Name}";
        }

        return Type switch
        {
            ScoreValueType.Numeric when value.Number > Max => string.Create(CultureInfo.InvariantCulture, $"Value exceeds maximum value of {Max} defined in config"),
            ScoreValueType.Numeric when value.Number < Min => string.Create(CultureInfo.InvariantCulture, $"Value is below minimum value of {Min} defined in config"),
            ScoreValueType.Categorical when Categories.Count > 0 && !Categories.Contains(value.Text, StringComparer.Ordinal) => $"Value {value.Text} does not map to a valid category. Pass a valid category value.",
            _ => null,
        };
    }
}
