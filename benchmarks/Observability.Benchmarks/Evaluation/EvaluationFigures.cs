namespace Observability.Benchmarks.Evaluation;

/// <summary>Prints every figure of evaluation as finished tables: <c>dotnet run -c Release -- evaluation</c>.</summary>
internal static class EvaluationFigures
{
    public static async Task RunAsync(string[] parts)
    {
        var all = parts.Length == 0;
        if (all || parts.Contains("evaluators"))
        {
            await EvaluatorSpeed.RunAsync();
        }

        if (all || parts.Contains("experiment"))
        {
            await ExperimentCost.RunAsync();
        }

        if (all || parts.Contains("online"))
        {
            await OnlineCallerCost.RunAsync();
            await OnlineServerCost.RunAsync();
        }
    }
}
