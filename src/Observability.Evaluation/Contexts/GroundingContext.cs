using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Contexts;

/// <summary>The documents that an answer should rest on.</summary>
public sealed class GroundingContext(params IEnumerable<string> documents) : EvaluationContext(ContextName, documents.Select(AIContent (text) => new TextContent(text)))
{
    /// <summary>The name of the context.</summary>
    public static string ContextName => "Grounding Documents";

    /// <summary>The documents among contexts: ours, or any other of the same name; null when there are none.</summary>
    internal static IReadOnlyList<string>? Find(IReadOnlyCollection<EvaluationContext> contexts) =>
        contexts.FirstOrDefault(context => context.Name == ContextName) is { } context
            ? [.. context.Contents.OfType<TextContent>().Select(text => text.Text)]
            : null;
}
