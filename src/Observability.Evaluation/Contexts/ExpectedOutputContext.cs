using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Messages;
using Observability.Model;

namespace Observability.Evaluation.Contexts;

/// <summary>The answer that was expected: what every evaluator here that compares reads, and what our runners pass to any <see cref="IEvaluator"/>.</summary>
public sealed class ExpectedOutputContext : EvaluationContext
{
    /// <summary>An expected answer as text.</summary>
    public ExpectedOutputContext(string expected)
        : base(ContextName, expected) => ExpectedOutput = Payload.FromText(expected);

    /// <summary>An expected answer as JSON: a message, a list of accepted answers, tool calls or a document.</summary>
    public ExpectedOutputContext(Payload expected)
        : base(ContextName, TextOf(expected)) => ExpectedOutput = expected;

    /// <summary>The name of the context.</summary>
    public static string ContextName => "Expected Output";

    /// <summary>The expected answer.</summary>
    public Payload ExpectedOutput { get; }

    /// <summary>The expected answer among contexts: ours, or any other of the same name.</summary>
    internal static Payload? Find(IReadOnlyCollection<EvaluationContext> contexts) =>
        contexts.OfType<ExpectedOutputContext>().FirstOrDefault()?.ExpectedOutput
        ?? (contexts.FirstOrDefault(context => context.Name == ContextName) is { } named
            ? Payload.FromText(string.Concat(named.Contents.OfType<TextContent>().Select(text => text.Text)))
            : null);

    private static string TextOf(Payload expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return PayloadConversation.AnswerText(expected);
    }
}
