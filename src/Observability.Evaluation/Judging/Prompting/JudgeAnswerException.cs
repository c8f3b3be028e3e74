namespace Observability.Evaluation.Judging.Prompting;

/// <summary>A judge's answer is not of the form it was asked for; the message tells the judge what to mend.</summary>
internal sealed class JudgeAnswerException(string message) : Exception(message);
