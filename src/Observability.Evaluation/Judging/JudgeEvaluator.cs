using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging.Forms;
using Observability.Evaluation.Judging.Prompting;

namespace Observability.Evaluation.Judging;

/// <summary>Asks a model to judge. Made by <see cref="Judge"/>.</summary>
/// <remarks>
/// The prompt is built in, or the registry's <c>judges/&lt;name&gt;</c> where somebody edited it; its version is part of the score's. The model answers in a
/// JSON Schema; an answer of another form is asked for once more and is a failure after that. What it judges is marked as data and cannot close its mark.
/// </remarks>
public sealed class JudgeEvaluator : SubjectEvaluator
{
    private const string FormVersion = "1";

    private readonly string _prompt;
    private readonly JudgeForm _form;
    private readonly IReadOnlyDictionary<string, string> _configured;
    private readonly JudgeOptions _options;
    private readonly IJudgePromptSource _prompts;

    internal JudgeEvaluator(string name, string prompt, JudgeForm form, JudgeOptions? options, IReadOnlyDictionary<string, string>? configured = null, IJudgePromptSource? prompts = null)
        : base(name, FormVersion, form.Metrics)
    {
        _prompt = prompt;
        _form = form;
        _options = options ?? new JudgeOptions();
        _configured = configured ?? new Dictionary<string, string>();
        _prompts = prompts ?? (_options.Prompts is { } registry ? new RegistryJudgePrompts(registry) : EmbeddedJudgePrompts.Instance);
    }

    private protected override async ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        var client = chatConfiguration?.ChatClient ?? throw new EvaluationFailedException("A judge asks a model, and none is configured. Call UseJudge(chatClient), or pass a ChatConfiguration.");
        var prompt = await _prompts.GetAsync(_prompt, cancellationToken).ConfigureAwait(false);
        var messages = JudgeMessages.Render(prompt, name => JudgeVariables.Find(subject, name), _configured, _form.Schema.GetRawText(), _options.MaxCharacters);
        var scores = await new JudgeConversation(client, _options, prompt.Link)
            .AskAsync(messages, _form.Schema, (answer, response) => _form.Read(answer, response, subject, _options), cancellationToken).ConfigureAwait(false);
        return [.. scores.Select(score => score with { EvaluatorVersion = $"{FormVersion}+{prompt.Version}" })];
    }
}
