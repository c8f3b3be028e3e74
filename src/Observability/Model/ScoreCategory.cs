namespace Observability.Model;

/// <summary>One of the words a categorical score may have.</summary>
/// <param name="Value">The number that stands for it.</param>
/// <param name="Label">The word.</param>
internal sealed record ScoreCategory(double Value, string Label);
