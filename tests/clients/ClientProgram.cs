using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Observability.Clients.Tests;

/// <summary>A program of a client's folder, run by Node against a server.</summary>
internal static class ClientProgram
{
    private static readonly string Folder = Path.GetDirectoryName(Location())!;

    /// <summary>Runs it to its end; it must succeed. Skips the test when its packages are not installed.</summary>
    public static async Task RunAsync(ServerProcess server, string client, string program)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, client, "node_modules")), $"The packages are not installed. Run 'npm ci' in tests/clients/{client}.");
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
