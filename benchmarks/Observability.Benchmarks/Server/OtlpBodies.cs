using System.Diagnostics;
using System.Globalization;
using Observability.Model;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace Observability.Benchmarks.Server;

/// <summary>Observations as the official exporter writes them: OTLP protobuf with the attributes of the Langfuse SDKs.</summary>
internal sealed class OtlpBodies : IDisposable
{
    private readonly Kept _kept = new();
    private readonly ActivitySource _source = new("benchmark");
    private readonly ActivityListener _listener;
    private readonly OtlpTraceExporter _exporter;
    private readonly HttpClient _client;

    public OtlpBodies()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
        _client = new HttpClient(_kept);
        _exporter = new OtlpTraceExporter(new OtlpExporterOptions { Protocol = OtlpExportProtocol.HttpProtobuf, Endpoint = new Uri("http://127.0.0.1/v1/traces"), HttpClientFactory = () => _client });
    }

    /// <summary>The bodies of requests with at most <paramref name="batchSize"/> spans each.</summary>
    public List<byte[]> Write(IEnumerable<ObservationRecord> observations, int batchSize)
    {
        var spans = new Dictionary<ObservationId, ActivitySpanId>();
        foreach (var chunk in observations.Chunk(batchSize))
        {
            var activities = chunk.Select(observation => Span(observation, spans)).ToArray();
            if (_exporter.Export(new Batch<Activity>(activities, activities.Length)) != ExportResult.Success)
            {
                throw new InvalidOperationException("The exporter did not write its request.");
            }
        }

        return _kept.Take();
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _client.Dispose();
        _listener.Dispose();
        _source.Dispose();
        _kept.Dispose();
    }

    private Activity Span(ObservationRecord observation, Dictionary<ObservationId, ActivitySpanId> spans)
    {
        var trace = ActivityTraceId.CreateFromString(observation.TraceId.Value);
        Activity.TraceIdGenerator = () => trace;
        var parent = observation.ParentId is { } id ? new ActivityContext(trace, spans[id], ActivityTraceFlags.Recorded) : default;
        var span = _source.CreateActivity(observation.Name, ActivityKind.Internal, parent)!;
        span.SetStartTime(observation.StartTime.UtcDateTime).Start();
        spans[observation.Id] = span.SpanId;
        span.SetTag("langfuse.observation.type", observation.Kind.ToString().ToLowerInvariant());
        span.SetTag("langfuse.observation.input", observation.Input?.ToString());
        span.SetTag("langfuse.observation.output", observation.Output?.ToString());
        span.SetTag("langfuse.observation.metadata.region", "eu-west-1");
        span.SetTag("langfuse.environment", observation.Environment);
        span.SetTag("langfuse.trace.name", observation.TraceName);
        span.SetTag("user.id", observation.UserId?.Value);
        span.SetTag("session.id", observation.SessionId?.Value);
        if (observation.Usage is { } usage)
        {
            span.SetTag("langfuse.observation.model.name", observation.Model);
            span.SetTag("langfuse.observation.usage_details", string.Create(CultureInfo.InvariantCulture, $$"""{"input":{{usage.Input}},"output":{{usage.Output}}}"""));
        }

        span.SetEndTime((observation.EndTime ?? observation.StartTime).UtcDateTime);
        span.Stop();
        return span;
    }

    /// <summary>Keeps what is sent, and says that it arrived.</summary>
    private sealed class Kept : HttpMessageHandler
    {
        private List<byte[]> _bodies = [];

        public List<byte[]> Take() => Interlocked.Exchange(ref _bodies, []);

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = new MemoryStream();
            request.Content!.CopyTo(body, null, cancellationToken);
            _bodies.Add(body.ToArray());
            return new HttpResponseMessage();
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
