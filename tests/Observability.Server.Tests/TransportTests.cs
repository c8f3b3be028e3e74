using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Observability.Server.Tests;

/// <summary>What a connection may do, and what it may not take.</summary>
public sealed class TransportTests : IDisposable
{
    private static readonly string[] InMemory = ["--store", "memory"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Tls_WithACertificateInTheConfiguration_IsSpoken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (pem, keyPem) = (Path.Combine(_directory.Path, "server.pem"), Path.Combine(_directory.Path, "server.key"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyPem, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(
            _directory.Path, [.. InMemory, "--urls", "https://127.0.0.1:0"], ("Kestrel__Certificates__Default__Path", pem), ("Kestrel__Certificates__Default__KeyPath", keyPem));
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString() } };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await client.GetAsync(new Uri(server.Address, "/api/public/health"), TestContext.Current.CancellationToken);

        Assert.Equal(("https", HttpStatusCode.OK), (server.Address.Scheme, response.StatusCode));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Grpc_OnItsOwnAddress_TakesSpansWithAKey()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, [.. InMemory, "--grpc-url", "http://127.0.0.1:0"]);
        var address = server.Addresses[1];
        using var client = new HttpClient();
        await server.ReadyAsync();

        using var refused = await client.SendAsync(Export(address), TestContext.Current.CancellationToken);
        using var request = Export(address);
        request.Headers.Authorization = server.ShownKey();
        using var taken = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await taken.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(["0"], taken.TrailingHeaders.GetValues("grpc-status"));
    }

    [Fact]
    public async Task Headers_TooLarge_AreRefused()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, InMemory);

        var answer = await AnswerAsync(server, $"GET /api/public/health HTTP/1.1\r\nHost: x\r\nX-Large: {new string('a', 40_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_ThatNeverEnd_CloseTheConnection()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, InMemory, ("Kestrel__Limits__RequestHeadersTimeout", "00:00:01"));

        // Returns when the server has had enough.
        var answer = await AnswerAsync(server, "GET /api/public/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/public/scores")]
    [InlineData("/api/public/projects/default/apiKeys")]
    [InlineData("/api/public/ingestion")]
    public async Task Body_TooLarge_Is413(string path)
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, InMemory);
        await server.ReadyAsync();

        using var response = await server.PostAsync(path, $$"""{"name":"{{new string('a', 5_000_000)}}"}""", server.ShownKey());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static HttpRequestMessage Export(Uri address) => new(HttpMethod.Post, new Uri(address, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
    };

    /// <summary>Sends bytes and reads until the server closes the connection.</summary>
    private static async Task<string> AnswerAsync(ServerProcess server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
