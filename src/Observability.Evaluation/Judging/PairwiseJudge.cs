using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging.Prompting;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Judging;

/// <summary>Asks a model which of two answers is better, always in both orders.</summary>
/// <remarks>
/// <para>As an evaluator it compares the answer with the expected output. Metric <c>preference</c>: 1 the answer is better, 0 the expected output is, 0.5 a tie. A
/// verdict that changes with the order is a tie, so that a judge that reads only positions gives 0.5 throughout.</para>
/// <para>Zheng et al., arXiv 2306.05685, section 3.4.</para>
/// </remarks>
public sealed class PairwiseJudge : SubjectEvaluator
{
    private const string Metric = "preference";
    private const string FormVersion = "1";

    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"type":"object","properties":{"reasoning":{"type":"string"},"winner":{"type":"string","enum":["first","second","tie"]}},"required":["reasoning","winner"],"additionalProperties":false}""");

    private readonly JudgeOptions _options;
    private readonly IJudgePromptSource _prompts;
    private readonly Dictionary<string, string> _configured;

    /// <summary>Creates it.</summary>
    /// <param name="criteria">What makes an answer better, in words; help, correctness, relevance and brevity when null.</param>
    /// <param name="options">How it is asked.</param>
    public PairwiseJudge(string? criteria = null, JudgeOptions? options = null)
        : base(Metric, FormVersion, Metric)
    {
        _options = options ?? new JudgeOptions();
        _prompts = _options.Prompts is { } registry ? new RegistryJudgePrompts(registry) : EmbeddedJudgePrompts.Instance;
        _configured = new Dictionary<string, string>
        {
            ["criteria"] = criteria ?? "The better answer is more correct, more helpful to who asked, more to the point, and no longer than it needs to be. Length, order and style alone decide nothing.",
        };
    }

    /// <summary>Compares two answers to one input.</summary>
    /// <param name="input">What was asked.</param>
    /// <param name="first">One answer.</param>
    /// <param name="second">The other.</param>
    /// <param name="chatConfiguration">The model to ask.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The judge answered in the wrong form twice, or the texts are too long. What the model's client throws is thrown too.</exception>
    public async Task<PairwiseResult> CompareAsync(string input, string first, string second, ChatConfiguration chatConfiguration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatConfiguration);
        using var flow = JudgeFlow.Begin(Name);
        try
        {
            return (await AskBothAsync(EvaluationSubject.OfText(input, first, second), chatConfiguration.ChatClient, cancellationToken).ConfigureAwait(false)).Result;
        }
        catch (EvaluationFailedException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }

    private protected override async ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        var client = chatConfiguration?.ChatClient ?? throw new EvaluationFailedException("A judge asks a model, and none is configured. Call UseJudge(chatClient), or pass a ChatConfiguration.");
        var (result, version) = await AskBothAsync(subject, client, cancellationToken).ConfigureAwait(false);
        var comment = result.IsFlipped
            ? $"The verdict changed with the order, so it is a tie. First: {result.OriginalReasoning} Second: {result.SwappedReasoning}"
            : result.OriginalReasoning;
        return
        [
            EvaluatorScore.Of(Metric, result.Preference, comment, _options.PassAt is { } at ? result.Preference >= at : null) with
            {
                EvaluatorVersion = $"{FormVersion}+{version}",
                Metadata = new Dictionary<string, string> { ["original-order"] = result.Original.ToString(), ["swapped-order"] = result.Swapped.ToString() },
            },
        ];
    }

    private async Task<(PairwiseResult Result, string Version)> AskBothAsync(EvaluationSubject subject, IChatClient client, CancellationToken cancellationToken)
    {
        var prompt = await _prompts.GetAsync("preference", cancellationToken).ConfigureAwait(false);
        var answer = subject.OutputText;
        var other = subject.ExpectedText ?? throw new EvaluationFailedException("A pairwise judge compares with an expected output, and the subject has none.");
        var conversation = new JudgeConversation(client, _options, prompt.Link);
        var original = AskAsync(conversation, prompt, subject, answer, other, cancellationToken);
        var swapped = AskAsync(conversation, prompt, subject, other, answer, cancellationToken);
        await Task.WhenAll(original, swapped).ConfigureAwait(false);
        var (first, firstReasoning) = await original.ConfigureAwait(false);
        var (second, secondReasoning) = await swapped.ConfigureAwait(false);
        return (new PairwiseResult(first, second, firstReasoning, secondReasoning), prompt.Version);
    }

    private Task<(PairwiseVerdict Verdict, string Reasoning)> AskAsync(
        JudgeConversation conversation, JudgePrompt prompt, EvaluationSubject subject, string first, string second, CancellationToken cancellationToken)
    {
        var messages = JudgeMessages.Render(
            prompt,
            name => name switch
            {
                "first" => [first],
                "second" => [second],
                _ => JudgeVariables.Find(subject, name),
            },
            _configured,
            Schema.GetRawText(),
            _options.MaxCharacters);
        return conversation.AskAsync(messages, Schema, (answer, _) => (Winner(answer), Reasoning(answer)), cancellationToken);
    }

    private static PairwiseVerdict Winner(JsonElement answer) => (answer.TryGetProperty("winner", out var winner) && winner.ValueKind is JsonValueKind.String ? winner.GetString() : null) switch
    {
        "first" => PairwiseVerdict.First,
        "second" => PairwiseVerdict.Second,
        "tie" => PairwiseVerdict.Tie,
        _ => throw new JudgeAnswerException("The property 'winner' must be first, second or tie."),
    };

    private static string Reasoning(JsonElement answer) =>
        answer.TryGetProperty("reasoning", out var reasoning) && reasoning.ValueKind is JsonValueKind.String ? reasoning.GetString()!
            : throw new JudgeAnswerException("The property 'reasoning' must be a string.");
}
