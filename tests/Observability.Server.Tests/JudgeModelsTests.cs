using System.ClientModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Online;
using Observability.Remote.Egress;

namespace Observability.Server.Tests;

public sealed class JudgeModelsTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public JudgeModelsTests() => _listener.Start();

    [Fact]
    public async Task Connection_ToAPrivateAddress_IsNeverOpened()
    {
        using var models = new JudgeModels(new PrivateNetworkGuard());
        var model = models.Connect(Connection());

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => model.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("AllowedPrivateHosts", refused.ToString(), StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Connection_ToAnAllowedAddress_IsOpened()
    {
        using var models = new JudgeModels(new PrivateNetworkGuard(["127.0.0.1"]));
        var model = models.Connect(Connection());
        var asked = model.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        using (var connection = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await connection.GetStream().WriteAsync("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var answer = await Assert.ThrowsAsync<ClientResultException>(() => asked);

            Assert.Equal(418, answer.Status);
        }
    }

    public void Dispose() => _listener.Dispose();

    private JudgeConnection Connection() =>
        new() { Provider = "mine", Adapter = "openai", Model = "m", SecretKey = "k", Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1") };
}
