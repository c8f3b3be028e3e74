using Observability.Model;
using Observability.Prompts;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>What a judge is asked with: a prompt with variables, its version, and its link when the registry gave it.</summary>
internal sealed record JudgePrompt(PromptContent Content, string Version, PromptLink? Link);
