using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Tests;

/// <summary>Written against Microsoft's package alone: counts the words of the answer and of what was asked.</summary>
public sealed class WordCountEvaluator : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Words", "Asked"];

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default)
    {
        var words = new NumericMetric("Words", modelResponse.Text.Split(' ').Length, "counted")
        {
            Interpretation = new EvaluationMetricInterpretation(EvaluationRating.Good),
        };
        return ValueTask.FromResult(new EvaluationResult(words, new StringMetric("Asked", messages.Last().Text)));
    }
}

/// <summary>Written against Microsoft's package alone: asks the model it is given.</summary>
public sealed class YesNoJudge : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Fluent"];

    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default)
    {
        var metric = new BooleanMetric("Fluent");
        if (chatConfiguration is null)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error("No model."));
        }
        else
        {
            var answer = await chatConfiguration.ChatClient.GetResponseAsync("Fluent? " + modelResponse.Text, cancellationToken: cancellationToken);
            metric.Value = answer.Text == "yes";
        }

        return new EvaluationResult(metric);
    }
}

/// <summary>Returns what a test hands it.</summary>
public sealed class ScriptedEvaluator(string[] names, Func<IReadOnlyList<ChatMessage>, ChatResponse, IReadOnlyList<EvaluationContext>, CancellationToken, ValueTask<EvaluationResult>> evaluate) : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => names;

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default) =>
        evaluate([.. messages], modelResponse, [.. additionalContext ?? []], cancellationToken);
}
