using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging;

namespace Observability.Evaluation;

/// <summary>Makes chat clients judges.</summary>
public static class JudgeChatClientExtensions
{
    /// <summary>The client as a judge: its calls are captured in the environment <see cref="Evaluator.JudgeEnvironment"/>, one trace for each evaluation, and counted on the scores.</summary>
    /// <param name="client">The model to ask.</param>
    /// <param name="observability">Where to capture; <see cref="LlmObservability.Default"/> when null.</param>
    /// <example><code>var judge = new ChatConfiguration(chatClient.AsJudge());</code></example>
    public static IChatClient AsJudge(this IChatClient client, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client as JudgeChatClient ?? new JudgeChatClient(client, observability ?? LlmObservability.Default);
    }
}
