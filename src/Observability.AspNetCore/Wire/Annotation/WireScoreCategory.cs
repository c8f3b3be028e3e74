namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>One of the words a categorical score may have.</summary>
/// <param name="Label">The word.</param>
/// <param name="Value">The number that stands for it.</param>
internal sealed record WireScoreCategory(string? Label, double? Value);
