using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Judging;

/// <summary>The model that an application's judges ask.</summary>
internal sealed record JudgeModel(ChatConfiguration Configuration);
