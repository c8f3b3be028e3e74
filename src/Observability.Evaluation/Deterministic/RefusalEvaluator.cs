using System.Buffers;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer declines to answer.</summary>
/// <remarks>
/// Metric <c>refusal</c>, true or false; not refusing passes. It looks for phrases that refusals begin with, in the first 400 characters, in English, German,
/// French, Spanish, Italian and Portuguese. It knows no meaning: a refusal in other words is missed. A judge with a rubric finds those.
/// </remarks>
public sealed class RefusalEvaluator : DeterministicEvaluator
{
    private const int Window = 400;

    private static readonly string[] Subjects =
    [
        "i can't ", "i cannot ", "i can not ", "i'm unable to ", "i am unable to ", "i'm not able to ", "i am not able to ", "i won't ", "i will not ",
        "i won't be able to ", "i must decline to ", "i'm not allowed to ", "i am not allowed to ", "we can't ", "we cannot ", "we are unable to ", "i could not ",
    ];

    private static readonly string[] Verbs =
    [
        "help", "assist", "provide", "comply", "fulfill", "fulfil", "answer", "discuss", "share", "create", "write", "generate", "do that", "do this",
        "support", "engage", "give", "offer", "participate", "continue with", "complete this", "respond to",
    ];

    private static readonly string[] Sentences =
    [
        "as an ai language model", "as an ai model", "i must decline", "i have to decline", "against my guidelines", "violates my guidelines", "i'm sorry, but that's not something i can",
        "ich kann dir dabei nicht", "ich kann ihnen dabei nicht", "dabei kann ich nicht helfen", "dabei kann ich ihnen nicht", "dabei kann ich dir nicht", "ich darf dazu keine", "das kann ich nicht beantworten",
        "je ne peux pas vous aider", "je ne peux pas t'aider", "je ne suis pas en mesure de", "je ne peux pas répondre", "je ne peux pas fournir",
        "no puedo ayudar", "no puedo proporcionar", "no puedo responder", "no me es posible",
        "non posso aiutar", "non posso fornire", "non posso rispondere", "non sono in grado di",
        "não posso ajudar", "não posso fornecer", "não posso responder", "não consigo ajudar",
    ];

    private static readonly SearchValues<string> Phrases = SearchValues.Create(
        [.. Subjects.SelectMany(subject => Verbs, (subject, verb) => subject + verb), .. Sentences], StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates it.</summary>
    public RefusalEvaluator()
        : base("refusal", "refusal")
    {
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var text = subject.OutputText;
        Span<char> head = stackalloc char[Math.Min(text.Length, Window)];
        text.AsSpan(0, head.Length).Replace(head, '’', '\'');
        var found = ((ReadOnlySpan<char>)head).IndexOfAny(Phrases);
        return [EvaluatorScore.Of(Metric, found >= 0, found < 0 ? null : $"It says '{Short(text[found..Math.Min(text.Length, found + 60)])}'.", found < 0)];
    }
}
