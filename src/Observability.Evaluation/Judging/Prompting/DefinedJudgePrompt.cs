using System.Globalization;
using Observability.Model;
using Observability.Prompts;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>The prompt of an evaluator of the catalog.</summary>
internal sealed class DefinedJudgePrompt(EvaluatorDefinition definition) : IJudgePromptSource
{
    private readonly JudgePrompt _prompt = new(PromptContent.FromText(definition.Prompt!), "v" + definition.Version.ToString(CultureInfo.InvariantCulture), null);

    public ValueTask<JudgePrompt> GetAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(_prompt);
}
