namespace Observability.Evaluation.Tests;

/// <summary>Runs an evaluator on a subject, as a runner does.</summary>
internal static class Scores
{
    public static async Task<EvaluatorScore> OneAsync(SubjectEvaluator evaluator, EvaluationSubject subject) => (await evaluator.EvaluateAsync(subject))[0];

    public static async Task<EvaluatorScore> OneAsync(SubjectEvaluator evaluator, string output, string? expected = null, string input = "") =>
        await OneAsync(evaluator, EvaluationSubject.OfText(input, output, expected));

    public static async Task<double> NumberAsync(SubjectEvaluator evaluator, string output, string? expected = null)
    {
        var score = await OneAsync(evaluator, output, expected);
        Assert.Null(score.Error);
        return score.Value!.Value.Number;
    }

    public static async Task<bool> HoldsAsync(SubjectEvaluator evaluator, string output, string? expected = null) => await NumberAsync(evaluator, output, expected) != 0;
}
