using System.Diagnostics;

namespace Observability.Evaluation.Tests.Samples;

/// <summary>Runs a sample as its own process, as a newcomer does, on the scripted model.</summary>
internal static class SampleProcess
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string sample, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var folder = AppContext.BaseDirectory.Replace(Path.Combine("tests", "Observability.Evaluation.Tests"), Path.Combine("samples", sample), StringComparison.Ordinal);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, sample + ".dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("LLMOBS_UPDATE_BASELINE");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return (process.ExitCode, await output + await errors);
    }
}
