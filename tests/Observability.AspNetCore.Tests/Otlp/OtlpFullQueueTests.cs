using System.Net;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Otlp;

public sealed class OtlpFullQueueTests
{
    [Fact]
    public async Task Traces_QueueFull_AreRefusedForNow()
    {
        await using var api = await ApiHost.StartAsync(new InMemoryTraceStore(), services: builder => builder.Services.AddLlmObservability(options => options.QueueBytes = 64 * 1024));
        using var content = new RequestSketch(new SpanSketch { Attributes = new() { ["input.value"] = new string('x', 100_000) } }).ProtobufContent();

        using var response = await api.Client.PostAsync(new Uri("otel/v1/traces", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0x08, 14], (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
    }
}
