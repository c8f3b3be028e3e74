using System.Globalization;
using Observability.Evaluation.Messages;
using Observability.Evaluation.Deterministic.Tools;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the right tools were called with the right arguments.</summary>
/// <remarks>
/// <para>The calls come from the trace's tool observations, else from the messages. The expected ones come from the expected output or the item's metadata: an array,
/// or <c>tool_calls</c> / <c>expected_tool_calls</c> of an object, each a name, <c>{"name", "arguments"}</c> or OpenAI's shape. An expected call without
/// arguments accepts any.</para>
/// <para>Metrics: <c>tool-call-match</c> (true or false, by the order asked for); <c>tool-call-precision</c> = matched calls / calls made and
/// <c>tool-call-recall</c> = matched calls / expected calls, in any order; <c>tool-argument-precision</c> and <c>tool-argument-recall</c> = equal
/// arguments / arguments given and expected, calls of the same tool paired so that most agree. All in [0, 1]; nothing of nothing is 1. As the trajectory
/// metrics of Google's Vertex AI evaluation service.</para>
/// </remarks>
public sealed class ToolCallMatchEvaluator : DeterministicEvaluator
{
    private readonly ToolCallOrder _order;
    private readonly bool _compareArguments;

    /// <summary>Creates it.</summary>
    /// <param name="order">How strictly the calls must follow the expected ones.</param>
    /// <param name="compareArguments">Whether calls with other arguments are other calls.</param>
    public ToolCallMatchEvaluator(ToolCallOrder order = ToolCallOrder.InOrder, bool compareArguments = true)
        : base("tool-call-match", "tool-call-match", "tool-call-precision", "tool-call-recall", "tool-argument-precision", "tool-argument-recall")
    {
        _order = order;
        _compareArguments = compareArguments;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var expected = ToolInvocations.Expected(subject)
            ?? throw new EvaluationFailedException("The expected output names no tool calls: it should be an array of calls or an object with 'tool_calls'.");
        var comparison = new ToolCallComparison(subject.ToolCalls, expected, _compareArguments);
        var holds = comparison.Holds(_order);
        var calls = comparison.Calls;
        var arguments = comparison.Arguments;
        return
        [
            Check(holds, holds ? null : $"Expected {Names(expected)}; called {Names(subject.ToolCalls)}."),
            EvaluatorScore.Of("tool-call-precision", calls.Precision),
            EvaluatorScore.Of("tool-call-recall", calls.Recall),
            EvaluatorScore.Of("tool-argument-precision", arguments.Precision),
            EvaluatorScore.Of("tool-argument-recall", arguments.Recall),
        ];
    }

    private static string Names(IReadOnlyList<ToolInvocation> calls) =>
        calls.Count == 0 ? "nothing" : string.Join(", ", calls.Take(10).Select(call => call.Name)) + (calls.Count > 10 ? string.Create(CultureInfo.InvariantCulture, $" and {calls.Count - 10} more") : "");
}
