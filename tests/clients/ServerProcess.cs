using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Observability.Clients.Tests;

/// <summary>The server executable with a store, a project and a key of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const string PublicKey = "pk-lf-clients-0123456789";
    private const string SecretKey = "sk-lf-clients-0123456789";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("llmobs-clients-");
    private readonly TaskCompletionSource<IReadOnlyList<string>> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly List<string> _addresses = [];

    private ServerProcess()
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "clients"), Path.Combine("src", "Observability.Server"), StringComparison.Ordinal), "Observability.Server.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--grpc-url", "http://127.0.0.1:0", "--store-path", _directory.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LANGFUSE_INIT_PROJECT_ID"] = "clients";
        start.Environment["LANGFUSE_INIT_PROJECT_PUBLIC_KEY"] = PublicKey;
        start.Environment["LANGFUSE_INIT_PROJECT_SECRET_KEY"] = SecretKey;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The server ended:\n{Output}"));
    }

    public string Output => string.Join('\n', _lines);

    /// <summary>What tells a client where the server is and who it is.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment { get; private set; } = new Dictionary<string, string>();

    /// <summary>The directory of its store.</summary>
    public string StorePath => _directory.FullName;

    public static async Task<ServerProcess> StartAsync()
    {
        var server = new ServerProcess();
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        var addresses = await server._listening.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var http = await server.WaitReadyAsync(addresses);
        var grpc = addresses.Single(address => address != http);
        server.ClientEnvironment = new Dictionary<string, string>
        {
            ["LANGFUSE_BASE_URL"] = http,
            ["LANGFUSE_BASEURL"] = http,
            ["LANGFUSE_PUBLIC_KEY"] = PublicKey,
            ["LANGFUSE_SECRET_KEY"] = SecretKey,
            ["OTLP_GRPC_URL"] = grpc,
        };
        return server;
    }

    /// <summary>Ends it; what it acknowledged is on disk.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    // The address for gRPC speaks HTTP/2 only and refuses to answer: the other one is for the rest.
    private async Task<string> WaitReadyAsync(IReadOnlyList<string> addresses)
    {
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            foreach (var address in addresses)
            {
                using var response = await client.GetAsync(new Uri(address + "/api/public/ready"), TestContext.Current.CancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return address;
                }
            }

            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"The server is not ready:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (Address().Match(line) is { Success: true } found)
        {
            _addresses.Add(found.Value);
            if (_addresses.Count == 2)
            {
                _listening.TrySetResult(_addresses);
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
