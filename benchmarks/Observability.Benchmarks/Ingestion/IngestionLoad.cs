using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Benchmarks.Storage;
using Observability.Model;

namespace Observability.Benchmarks.Ingestion;

/// <summary>SDKs that send creates and, in a later batch, updates to a real server on the embedded store; client and server share the machine.</summary>
internal static class IngestionLoad
{
    private const int Clients = 8;
    private const int BatchSize = 100;
    private const int WarmUp = 20_000;

    public static async Task RunAsync(int events)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"llm-observability-ingest-{Environment.ProcessId}");
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddLlmObservability(options => options.StorePath = directory);
            await using var app = builder.Build();
            app.MapLlmObservability();
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            using var client = new HttpClient { BaseAddress = new Uri($"{address}/llm/api/public/") };

            var generator = new ConversationGenerator(7, DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromSeconds(1), maxTurns: 8);
            await SendAsync(client, Batches(generator, WarmUp));
            var batches = Batches(generator, events);
            var (sent, bytes) = (batches.Sum(pair => pair.Events), batches.Sum(pair => (long)pair.Create.Length + pair.Update.Length));
            var (started, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await SendAsync(client, batches);
            var elapsed = started.Elapsed.TotalSeconds;
            var busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sent} events in batches of {BatchSize} from {Clients} clients, {bytes / sent} B each: {sent / elapsed:0} durable events/s in {elapsed:0.0} s, {busy / elapsed:0.00} cores busy, client included"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task SendAsync(HttpClient client, List<(byte[] Create, byte[] Update, int Events)> batches)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < batches.Count; i = Interlocked.Increment(ref next))
            {
                await PostAsync(client, batches[i].Create);
                await PostAsync(client, batches[i].Update);
            }
        })));
    }

    private static async Task PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync(new Uri("ingestion", UriKind.Relative), content);
        var answer = await response.Content.ReadFromJsonNodeAsync();
        if (response.StatusCode != HttpStatusCode.MultiStatus || answer["errors"]!.AsArray().Count > 0)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode} {answer.ToJsonString()}");
        }
    }

    private static async Task<JsonNode> ReadFromJsonNodeAsync(this HttpContent content) =>
        (await JsonNode.ParseAsync(await content.ReadAsStreamAsync()))!;

    private static List<(byte[] Create, byte[] Update, int Events)> Batches(ConversationGenerator generator, int events)
    {
        List<(byte[], byte[], int)> batches = [];
        var known = new HashSet<TraceId>();
        foreach (var records in generator.Next(events / 2).Chunk(BatchSize))
        {
            List<JsonObject> creates = [.. records.Where(record => known.Add(record.TraceId)).Select(Trace), .. records.Select(Create)];
            batches.Add((Serialize(creates), Serialize([.. records.Select(Update)]), creates.Count + records.Length));
        }

        return batches;
    }

    private static JsonObject Trace(ObservationRecord record) => Event("trace-create", record.StartTime, new()
    {
        ["id"] = record.TraceId.Value,
        ["name"] = record.TraceName ?? record.Name,
        ["userId"] = record.UserId?.Value,
        ["sessionId"] = record.SessionId?.Value,
        ["tags"] = new JsonArray([.. record.Tags.Select(tag => JsonValue.Create(tag))]),
        ["environment"] = record.Environment,
    });

    private static JsonObject Create(ObservationRecord record) => Event(record.Kind == ObservationKind.Generation ? "generation-create" : "span-create", record.StartTime, new()
    {
        ["id"] = record.Id.Value,
        ["traceId"] = record.TraceId.Value,
        ["parentObservationId"] = record.ParentId?.Value,
        ["name"] = record.Name,
        ["startTime"] = record.StartTime.ToString("O"),
        ["environment"] = record.Environment,
        ["model"] = record.Model,
        ["modelParameters"] = Node(record.Parameters),
        ["metadata"] = Node(record.Metadata),
        ["input"] = Node(record.Input),
    });

    private static JsonObject Update(ObservationRecord record) => Event(record.Kind == ObservationKind.Generation ? "generation-update" : "span-update", record.EndTime ?? record.StartTime, new()
    {
        ["id"] = record.Id.Value,
        ["traceId"] = record.TraceId.Value,
        ["endTime"] = (record.EndTime ?? record.StartTime).ToString("O"),
        ["output"] = Node(record.Output),
        ["usageDetails"] = record.Usage is { } usage ? new JsonObject { ["input"] = usage.Input, ["output"] = usage.Output } : null,
    });

    private static JsonObject Event(string type, DateTimeOffset time, JsonObject body) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["type"] = type,
        ["timestamp"] = time.ToString("O"),
        ["body"] = new JsonObject(body.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
    };

    private static byte[] Serialize(List<JsonObject> events) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["batch"] = new JsonArray([.. events]) });

    private static JsonNode? Node(Payload? payload) => payload is null ? null : JsonNode.Parse(payload.Utf8.Span);
}
