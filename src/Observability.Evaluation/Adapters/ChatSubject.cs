using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Contexts;

namespace Observability.Evaluation.Adapters;

/// <summary>Makes a subject of what an <see cref="IEvaluator"/> is given.</summary>
internal static class ChatSubject
{
    /// <summary>The subject a <see cref="TraceContext"/> carries, else one made of messages and answer.</summary>
    public static EvaluationSubject Of(IEnumerable<ChatMessage> messages, ChatResponse modelResponse, IEnumerable<EvaluationContext>? contexts)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(modelResponse);
        var known = contexts as IReadOnlyCollection<EvaluationContext> ?? [.. contexts ?? []];
        return known.OfType<TraceContext>().FirstOrDefault()?.Subject
            ?? new EvaluationSubject(messages as IReadOnlyList<ChatMessage> ?? [.. messages], modelResponse, known);
    }
}
