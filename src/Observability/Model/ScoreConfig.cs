namespace Observability.Model;

/// <summary>What scores of a name look like: their type and the values they may have.</summary>
internal sealed record ScoreConfig
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ScoreValueType DataType { get; init; }

    /// <summary>Whether it takes no more scores.</summary>
    public bool IsArchived { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public IReadOnlyList<ScoreCategory>? Categories { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The categories of every boolean score.</summary>
    public static IReadOnlyList<ScoreCategory> BooleanCategories { get; } = [new(1, "True"), new(0, "False")];

    /// <summary>What cannot be meant, with the property it is about.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (MinValue is { } min && !double.IsFinite(min))
        {
            yield return ("minValue", "The bound must be a finite number.");
        }

        if (MaxValue is { } max && !double.IsFinite(max))
        {
            yield return ("maxValue", "The bound must be a finite number.");
        }

        if (DataType != ScoreValueType.Numeric && (MinValue ?? MaxValue) is not null)
        {
            yield return ("minValue", "Only scores of type NUMERIC have a smallest and a largest value.");
        }

        if (MinValue > MaxValue)
        {
            yield return ("maxValue", "Maximum value must be greater than Minimum value");
        }

        foreach (var problem in DataType == ScoreValueType.Categorical ? CategoryProblems() : [])
        {
            yield return ("categories", problem);
        }

        if (DataType is ScoreValueType.Numeric or ScoreValueType.Text && Categories is not null)
        {
            yield return ("categories", "Only scores of type CATEGORICAL have categories.");
        }
    }

    private IEnumerable<string> CategoryProblems()
    {
        if (Categories is not { Count: > 0 } categories)
        {
            yield return "A categorical score needs at least one category.";
            yield break;
        }

        if (categories.Any(category => string.IsNullOrWhiteSpace(category.Label) || !double.IsFinite(category.Value)))
        {
            yield return "Each category needs a label and a finite number.";
        }

        if (categories.DistinctBy(category => category.Label).Count() < categories.Count || categories.DistinctBy(category => category.Value).Count() < categories.Count)
        {
            yield return "Duplicate category: labels and values must be unique.";
        }
    }
}
