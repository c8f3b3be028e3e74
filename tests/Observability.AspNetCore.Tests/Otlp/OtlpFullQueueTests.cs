using System.Net;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Otlp;

public sealed class OtlpFullQueueTests
{
    private const int QueueBytes = 64 * 1024;

    [Fact]
    public async Task Traces_QueueFull_AreRefusedForNow()
    {
        var writer = new WaitingWriter();
        await using var api = await StartAsync(new WriteOnlyStore(writer));
        var first = PostAsync(api, new SpanSketch { Attributes = new() { ["input.value"] = new string('x', 40_000) } });
        await writer.Entered.WaitAsync(TestContext.Current.CancellationToken);

        using var refused = await PostAsync(api, new SpanSketch { Attributes = new() { ["input.value"] = new string('x', 40_000) } });
        writer.Release();
        using var taken = await first;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/x-protobuf", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0x08, 14], (await refused.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Traces_SpanThatNeverFits_IsRejectedAndTheOthersTaken()
    {
        var store = new InMemoryTraceStore();
        await using var api = await StartAsync(store);

        using var response = await PostAsync(
            api,
            new SpanSketch { SpanId = "00f067aa0ba902b7", Attributes = new() { ["input.value"] = new string('x', QueueBytes) } },
            new SpanSketch());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([0x08, 1], (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[2..4]);
        var trace = await store.GetTraceAsync(ProjectId.Default, new TraceId(SpanSketch.Trace), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("b7ad6b7169203331", Assert.Single(trace!.Observations).Id.Value);
    }

    private static Task<ApiHost> StartAsync(ITraceStore store) =>
        ApiHost.StartAsync(store, services: builder => builder.Services.AddLlmObservability(options => options.QueueBytes = QueueBytes));

    private static async Task<HttpResponseMessage> PostAsync(ApiHost api, params SpanSketch[] spans)
    {
        using var content = new RequestSketch(spans).ProtobufContent();
        return await api.Client.PostAsync(new Uri("otel/v1/traces", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private sealed class WaitingWriter : ITraceWriter
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void Release() => _released.SetResult();

        public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
        {
            _entered.TrySetResult();
            return _released.Task.WaitAsync(cancellationToken);
        }
    }
}
