using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Observability.Benchmarks.Server;

/// <summary>The server executable as a process of its own on a free port, with a key that clients send.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private const string PublicKey = "pk-lf-benchmark-0000", SecretKey = "sk-lf-benchmark-0000";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private MeasuredServer(Process process, Uri address, TimeSpan readyAfter)
    {
        _process = process;
        ReadyAfter = readyAfter;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PublicKey}:{SecretKey}")));
    }

    /// <summary>From the start of the process to the first "ready".</summary>
    public TimeSpan ReadyAfter { get; }

    public HttpClient Client { get; }

    /// <summary>Resident memory now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most resident memory it ever had, in bytes.</summary>
    public long PeakWorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Processor time it took so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<MeasuredServer> StartAsync(string directory, string store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}/");
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Observability.Server.dll"), "--urls", address.ToString(), "--store", store, "--store-path", directory, "--allow-private-host", "127.0.0.1", "--Logging:LogLevel:Default", "Warning"])
        {
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["LANGFUSE_INIT_PROJECT_ID"] = "benchmark", ["LANGFUSE_INIT_PROJECT_PUBLIC_KEY"] = PublicKey, ["LANGFUSE_INIT_PROJECT_SECRET_KEY"] = SecretKey },
        };
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || clock.Elapsed > ReadyWithin)
            {
                throw new InvalidOperationException($"The server was not ready after {clock.Elapsed}.");
            }

            await Task.Delay(10);
        }

        return new MeasuredServer(process, address, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("api/public/ready", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
