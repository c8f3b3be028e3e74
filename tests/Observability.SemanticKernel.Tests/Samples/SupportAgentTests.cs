using System.Diagnostics;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.SemanticKernel.Tests.Samples;

/// <summary>Runs the sample as its own process, as a newcomer does, and reads what it left in its store.</summary>
public sealed class SupportAgentTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("support-agent");

    [Fact]
    public async Task Run_Once_LeavesEveryTraceInTheStore()
    {
        var output = await RunAsync("--once");

        await using var reader = LlmObservability.GetOrCreate(new LlmObservabilityOptions { StorePath = _directory.FullName });
        var page = await reader.Store.ListObservationsAsync(new ObservationQuery { Limit = ListQuery.MaxLimit, Payloads = PayloadSelection.InputOutput });
        Assert.Equal(
            [
                "agent(loop(gen, tool, gen))",
                "agent(loop(gen, tool(retriever(embedding, embedding)), gen))",
                "agent(gen)",
                "fn(render, gen)",
                "agent(loop(gen, tool, gen, tool!, gen))",
                "fn(render, gen)",
                "agent(loop(gen, tool, tool(retriever(embedding)), gen))",
                "agent(loop(gen, tool, gen))",
                "fn(render, gen)",
            ],
            TraceTree.Draw(page.Items));
        Assert.All(page.Items, o => Assert.NotNull(o.SessionId));
        Assert.All(page.Items.Where(o => o.Kind == ObservationKind.Generation), o => Assert.True(o is { Usage.Input: > 0, Usage.IsEstimated: false, Cost.Total: > 0 }));
        Assert.Contains(page.Items, o => o.Input?.ToString().Contains("@@@langfuseMedia:type=image/png", StringComparison.Ordinal) == true);
        Assert.Contains("All traces: http://127.0.0.1:", output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Program => Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Observability.SemanticKernel.Tests"), Path.Combine("samples", "SupportAgent"), StringComparison.Ordinal),
        "SupportAgent.dll");

    private async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LlmObservability__StorePath"] = _directory.FullName;
        start.Environment.Remove("OPENAI_API_KEY");
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

        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        return await output;
    }
}
