using Observability.Model;

namespace Observability.Evaluation.Judging.Auditing;

/// <summary>One thing a judge is audited on.</summary>
/// <param name="Id">Names it; unique in an audit.</param>
/// <param name="Subject">What is judged.</param>
/// <param name="Human">What a person says of it, on the judge's own scale; null when nobody did.</param>
public sealed record JudgeAuditItem(string Id, EvaluationSubject Subject, ScoreValue? Human = null);
