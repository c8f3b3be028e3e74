using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Observability.AspNetCore.Otlp;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>A gRPC client of Google's own against a real port that speaks HTTP/2 without TLS.</summary>
public sealed class OtlpGrpcTests : IAsyncLifetime
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly InMemoryTraceStore _store = new();
    private ApiHost _api = null!;
    private GrpcChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiHost.StartAsync(
            _store,
            services: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2)),
            prefix: "");
        _channel = GrpcChannel.ForAddress(_api.Address, new GrpcChannelOptions { CompressionProviders = [new GzipCompressionProvider(System.IO.Compression.CompressionLevel.Fastest)] });
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _api.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Export_Spans_AreDurableWhenAnswered(string? compression)
    {
        var headers = compression is null ? [] : new Metadata { { "grpc-internal-encoding-request", compression } };

        var answer = await ExportAsync(new RequestSketch(new SpanSketch { Name = "over grpc" }).Protobuf, headers: headers);

        Assert.Empty(answer);
        Assert.Equal("over grpc", (await StoredAsync())?.Name);
    }

    [Fact]
    public async Task Export_OneBadSpan_IsAPartialSuccess()
    {
        var answer = await ExportAsync(new RequestSketch(new SpanSketch { TraceId = new string('0', 32) }, new SpanSketch()).Protobuf);

        Assert.Equal([0x0A, (byte)(answer.Length - 2), 0x08, 1, 0x12], answer[..5]);
        Assert.NotNull(await StoredAsync());
    }

    [Theory]
    [InlineData("metrics.v1.MetricsService")]
    [InlineData("logs.v1.LogsService")]
    public async Task Export_OtherSignals_AreAcceptedAndLeft(string service)
    {
        Assert.Empty(await ExportAsync([], service));
    }

    [Fact]
    public async Task Export_BrokenMessage_IsAnInvalidArgument()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => ExportAsync([0x0A, 0x7F, 1]));

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal("Failed to parse OTel Protobuf Trace", exception.Status.Detail);
    }

    [Fact]
    public async Task Export_MessageOverTheLimit_IsResourceExhausted()
    {
        // Only the frame's header: the length in it is enough.
        var header = new byte[5];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), OtlpLimits.MaxBodyBytes + 1);

        using var response = await PostAsync(RequestSketch.Content(header, "application/grpc"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("8", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Export_UnknownService_IsUnimplemented()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => ExportAsync([], "profiles.v1.ProfilesService"));

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Fact]
    public async Task Export_NoGrpc_IsAnUnsupportedMediaType()
    {
        using var response = await PostAsync(RequestSketch.Content([], "application/x-protobuf"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using (content)
        {
            return await client.PostAsync(new Uri(_api.Address, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"), content, TestContext.Current.CancellationToken);
        }
    }

    private async Task<byte[]> ExportAsync(byte[] message, string service = "trace.v1.TraceService", Metadata? headers = null)
    {
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector." + service, "Export", Bytes, Bytes);
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken), message);
        return await call.ResponseAsync;
    }

    private Task<ObservationRecord?> StoredAsync() =>
        _store.GetObservationAsync(ProjectId.Default, new ObservationId("b7ad6b7169203331"), cancellationToken: TestContext.Current.CancellationToken);
}
