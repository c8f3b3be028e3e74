using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Observability.Clients.Tests;

/// <summary>Programs that use nothing but published packages, against the real server: each reads its data back through the API and checks it.</summary>
public sealed class ClientTests
{
    private static readonly string Folder = Path.GetDirectoryName(Location())!;

    [Theory]
    [InlineData("langfuse-v5", "tracing")]
    [InlineData("langfuse-v5", "prompts")]
    [InlineData("langfuse-v5", "experiments")]
    [InlineData("langfuse-v5", "media")]
    [InlineData("langfuse-v5", "openai")]
    [InlineData("langfuse-v5", "langchain")]
    [InlineData("langfuse-v3", "tracing")]
    [InlineData("langfuse-v3", "prompts")]
    [InlineData("langfuse-v3", "langchain")]
    [InlineData("vercel-ai", "generate")]
    [InlineData("llamaindex", "query")]
    [InlineData("opentelemetry", "protobuf")]
    [InlineData("opentelemetry", "grpc")]
    public async Task Program_AgainstTheServer_ReadsBackWhatItSent(string client, string program)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, client, "node_modules")), $"The packages are not installed. Run 'npm ci' in tests/clients/{client}.");
        await using var server = await ServerProcess.StartAsync();
        var start = new ProcessStartInfo("node", [program + ".mjs"]) { WorkingDirectory = Path.Combine(Folder, client) };
        foreach (var (name, value) in server.ClientEnvironment)
        {
            start.Environment[name] = value;
        }

        var (exitCode, output) = await RunAsync(start);

        Assert.True(exitCode == 0, $"{output}\nThe server said:\n{server.Output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
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

    private static string Location([CallerFilePath] string path = "") => path;
}
