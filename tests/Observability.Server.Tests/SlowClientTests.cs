using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Observability.Server.Tests;

/// <summary>Clients that send or read slower than anybody needs to: they are cut off, and nobody else waits for them.</summary>
public sealed class SlowClientTests : IDisposable
{
    // Enough that no buffer on the way holds it all.
    private const int Answers = 100;

    // Only a server that keeps such clients takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Body_SlowerThanTheLimit_IsCutOffWhileOthersAreServed()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, ["--store", "memory"]);
        await server.ReadyAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var begun = Stopwatch.StartNew();

        // After these 100 bytes it needs 240 a second, and sends none.
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/public/ingestion HTTP/1.1\r\nHost: x\r\nAuthorization: {server.ShownKey()}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{new string(' ', 100)}"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var closed = reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var served = 0;
        while (!closed.IsCompleted && begun.Elapsed < Patience)
        {
            using var other = await server.GetAsync("/api/public/health");
            served += other.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.True(closed.IsCompleted, "The server still waits for the body.");
        Assert.StartsWith("HTTP/1.1 408 ", await closed, StringComparison.Ordinal);
        Assert.True(served > 0, "Nobody else was served meanwhile.");
    }

    [Fact]
    public async Task Answer_ThatNobodyReads_IsCutOffWhileOthersAreServed()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, ["--store", "memory"]);
        await server.ReadyAsync();
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        var requests = string.Concat(Enumerable.Repeat("GET /api/public/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", Answers));

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(requests), TestContext.Current.CancellationToken);
        var reset = Task.Run(() => client.Client.Poll(Patience, SelectMode.SelectError), TestContext.Current.CancellationToken);
        var served = 0;
        while (!reset.IsCompleted)
        {
            using var other = await server.GetAsync("/api/public/health");
            served += other.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.True(await reset, "The server still holds the answer.");
        Assert.True(served > 0, "Nobody else was served meanwhile.");
    }
}
