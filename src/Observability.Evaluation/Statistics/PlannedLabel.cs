namespace Observability.Evaluation.Statistics;

/// <summary>An item chosen for labelling, and its label.</summary>
public readonly record struct PlannedLabel
{
    /// <summary>Records the label of a chosen item.</summary>
    /// <param name="item">The item's place in the list of all items, from 0.</param>
    /// <param name="probability">The probability with which it was chosen, above 0 to 1.</param>
    /// <param name="label">The person's label: 0 or 1, or a score.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PlannedLabel(int item, double probability, double label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        if (probability is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of being chosen is above 0 and at most 1.");
        }

        if (!double.IsFinite(label))
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, "A label is a finite number. Leave items without a label out.");
        }

        Item = item;
        Probability = probability;
        Label = label;
    }

    /// <summary>The item's place in the list of all items.</summary>
    public int Item { get; }

    /// <summary>The probability with which it was chosen.</summary>
    public double Probability { get; }

    /// <summary>The person's label.</summary>
    public double Label { get; }
}
