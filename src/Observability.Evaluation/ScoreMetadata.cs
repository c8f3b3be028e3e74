using Observability.Model;

namespace Observability.Evaluation;

/// <summary>What a stored score says of the evaluator that gave it, as a JSON object.</summary>
internal static class ScoreMetadata
{
    public static Payload Of(EvaluatorScore score)
    {
        var metadata = new Dictionary<string, object?>();
        foreach (var (key, value) in score.Metadata)
        {
            metadata[key] = value;
        }

        Add(metadata, "evaluator_version", score.EvaluatorVersion);
        Add(metadata, "passed", score.Passed);
        if (score.Judge is { } judge)
        {
            Add(metadata, "judge_model", judge.Model);
            Add(metadata, "judge_calls", judge.Calls);
            Add(metadata, "judge_input_tokens", judge.InputTokens);
            Add(metadata, "judge_output_tokens", judge.OutputTokens);
            Add(metadata, "judge_cost_usd", judge.CostUsd);
            Add(metadata, "judge_trace_id", judge.TraceId?.Value);
        }

        return Payload.FromValue(metadata);
    }

    private static void Add(Dictionary<string, object?> metadata, string key, object? value)
    {
        if (value is not null)
        {
            metadata[key] = value;
        }
    }
}
