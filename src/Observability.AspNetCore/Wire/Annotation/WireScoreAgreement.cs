namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>How far people agree on one score.</summary>
/// <param name="Name">The name of the score.</param>
/// <param name="Raters">How many people gave it.</param>
/// <param name="Objects">How many objects have it.</param>
/// <param name="SharedObjects">How many of them have it from two people or more.</param>
/// <param name="Alpha">Krippendorff's alpha: 1 is full agreement, 0 is what chance gives; null when no two people rated the same, or all said the same.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Pairs">Cohen's kappa of each two people, and of each person and judge, who rated the same; those with the most in common first.</param>
internal sealed record WireScoreAgreement(
    string Name, int Raters, int Objects, int SharedObjects, double? Alpha, double? Lower, double? Upper, IReadOnlyList<WireRaterAgreement> Pairs);
