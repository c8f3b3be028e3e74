using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Server.Tests;

/// <summary>The executable as operators run it: a process of its own, on ports of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    // Only a hang takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string ServerAssembly = Path.Combine(AppContext.BaseDirectory, "Observability.Server.dll");

    /// <summary>Lets it listen where nobody else does.</summary>
    public static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Uri> _addresses = [];

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _started.TrySetCanceled();
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The addresses it says it listens on.</summary>
    public IReadOnlyList<Uri> Addresses => _addresses;

    public Uri Address => _addresses[0];

    /// <summary>Everything it wrote to the console.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static Task<ServerProcess> StartAsync(string directory, string[]? arguments = null, params (string Name, string Value)[] environment) =>
        StartAsync("dotnet", directory, [ServerAssembly, .. AnyPort, .. arguments ?? []], environment);

    /// <summary>Starts another build of it, such as the installed tool.</summary>
    public static async Task<ServerProcess> StartAsync(string program, string directory, string[] arguments, (string Name, string Value)[] environment)
    {
        var server = Launch(program, directory, arguments, environment);
        try
        {
            await server._started.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return server;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException("The server ended before it had started: " + server.Output);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end; returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var server = Launch("dotnet", directory, [ServerAssembly, .. arguments], environment);
        return (await server.WaitForExitAsync(), server.Output);
    }

    /// <summary>Asks it to end, as an orchestrator does, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await WaitForExitAsync();
    }

    /// <summary>Ends it as a crash or an orchestrator without patience does: it gets no chance to write anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>The pair it showed on the console.</summary>
    public AuthenticationHeaderValue ShownKey()
    {
        var match = ShownPair().Match(Output);
        Assert.True(match.Success, Output);
        return Basic(match.Groups["public"].Value, match.Groups["secret"].Value);
    }

    public static AuthenticationHeaderValue Basic(string publicKey, string secretKey) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{publicKey}:{secretKey}")));

    /// <summary>Asks as an orchestrator does, until the server says yes.</summary>
    public async Task ReadyAsync()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            using var response = await GetAsync("/api/public/ready");
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            Assert.True(patience.Elapsed < Patience, Output);
        }
    }

    public async Task<HttpResponseMessage> GetAsync(string path, AuthenticationHeaderValue? credentials = null, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        request.Headers.Authorization = credentials;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json, AuthenticationHeaderValue credentials)
    {
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Authorization = credentials;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ServerProcess Launch(string program, string directory, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LANGFUSE_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _addresses.Add(new Uri(match.Groups["url"].Value));
        }
        else if (line.Contains("Application started", StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }

    [GeneratedRegex(@"Now listening on: (?<url>\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"LANGFUSE_PUBLIC_KEY=(?<public>\S+)\s+LANGFUSE_SECRET_KEY=(?<secret>\S+)")]
    private static partial Regex ShownPair();
}
