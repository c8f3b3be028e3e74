namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>How far two raters agree on one score.</summary>
/// <param name="First">A person.</param>
/// <param name="Second">Another person, or a judge: the evaluator's name and its version.</param>
/// <param name="IsJudge">Whether the second is a judge.</param>
/// <param name="Objects">How many objects both rated; the newest 1,000 count.</param>
/// <param name="Share">The share of them on which both said the same.</param>
/// <param name="Kappa">Cohen's kappa: 1 is full agreement, 0 is what chance gives; null when both said one and the same throughout.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Weights">QUADRATIC for numbers, where a near miss is partial agreement; NONE for words.</param>
internal sealed record WireRaterAgreement(string First, string Second, bool IsJudge, int Objects, double Share, double? Kappa, double? Lower, double? Upper, string Weights);
