namespace Observability.Evaluation.Judging.Prompting;

/// <summary>Where judges get their prompts.</summary>
internal interface IJudgePromptSource
{
    ValueTask<JudgePrompt> GetAsync(string name, CancellationToken cancellationToken);
}
