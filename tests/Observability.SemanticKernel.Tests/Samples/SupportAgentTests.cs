using System.Diagnostics;
using System.Net.Http.Json;
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

    [Fact]
    public async Task Label_MovedWhileItRuns_ChangesTheNextAnswerAndTheTraceSaysSo()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start("--ask");
        process.BeginErrorReadLine();
        try
        {
            var page = (await LineAsync(process, "The page: ", limit.Token))["The page: ".Length..];
            var before = await AskAsync(process, limit.Token);

            using var client = new HttpClient { BaseAddress = new Uri($"{page}/api/public/") };
            var next = new { name = "support/agent", type = "chat", labels = new[] { "production" }, prompt = new[] { new { role = "system", content = "Help {{customer}}. Sign your answers \"The lamp team\"." } } };
            (await client.PostAsJsonAsync("v2/prompts", next, limit.Token)).EnsureSuccessStatusCode();
            var after = await AskAsync(process, limit.Token);
            var back = new { newLabels = new[] { "production" } };
            (await client.PatchAsJsonAsync("v2/prompts/support%2Fagent/versions/1", back, limit.Token)).EnsureSuccessStatusCode();
            var again = await AskAsync(process, limit.Token);
            process.StandardInput.Close();
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);

            Assert.Equal((0, $"{before} The lamp team", before), (process.ExitCode, after, again));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        await using var reader = LlmObservability.GetOrCreate(new LlmObservabilityOptions { StorePath = _directory.FullName });
        var found = await reader.Store.ListObservationsAsync(new ObservationQuery { Limit = ListQuery.MaxLimit, Payloads = PayloadSelection.All, Order = SortOrder.OldestFirst });
        var generations = found.Items.Where(o => o.Kind == ObservationKind.Generation).ToList();
        Assert.Equal([1, 2, 1], generations.Where(o => o.Prompt?.Name == "support/agent").Select(o => o.Prompt!.Version));
        Assert.Equal(3, generations.Count(o => o.Prompt == new PromptLink("support/summary", 1, "production")));
        Assert.All(generations.Where(o => o.Prompt!.Name == "support/agent"), o => Assert.Equal("""{"customer":"You"}""", o.Metadata!.ToElement().GetProperty("promptVariables").GetRawText()));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Program => Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "Observability.SemanticKernel.Tests"), Path.Combine("samples", "SupportAgent"), StringComparison.Ordinal),
        "SupportAgent.dll");

    private static async Task<string> AskAsync(Process process, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync("Hello there!".AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var answer = await LineAsync(process, "Agent: ", cancellationToken);
        await LineAsync(process, "  trace: ", cancellationToken);
        return answer["Agent: ".Length..];
    }

    private static async Task<string> LineAsync(Process process, string start, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended before it said '{start}'.");
    }

    private Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LlmObservability__StorePath"] = _directory.FullName;
        start.Environment.Remove("OPENAI_API_KEY");
        return Process.Start(start)!;
    }

    private async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start(arguments);
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
