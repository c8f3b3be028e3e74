namespace Observability.Evaluation.Statistics;

/// <summary>An item to label next.</summary>
/// <param name="Item">The item's place in the list of all items.</param>
/// <param name="Probability">The probability with which it was chosen; keep it with the label.</param>
public readonly record struct LabelChoice(int Item, double Probability)
{
    /// <summary>This item with its label, for <see cref="PredictionPoweredMean.OfPlan"/>.</summary>
    public PlannedLabel With(double label) => new(Item, Probability, label);
}
