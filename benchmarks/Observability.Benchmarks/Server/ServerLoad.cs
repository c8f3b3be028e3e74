using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Observability.Benchmarks.Storage;
using Observability.Model;

namespace Observability.Benchmarks.Server;

/// <summary>The real server in a process of its own, clients in this one, both on the same machine: <c>server [observations]</c>.</summary>
/// <remarks>
/// What a Langfuse 4.16 did on two cores shared with its client, with the same work, stands beside it as it was measured; it has twelve processes
/// and cannot be started from here.
/// </remarks>
internal static class ServerLoad
{
    /// <summary>Spans in a request.</summary>
    public const int BatchSize = 100;

    private const int Clients = 4;
    private const int ChunkSize = 10_000;
    private const int LargeTrace = 50;

    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-2);

    public static async Task RunAsync(int observations)
    {
        Console.WriteLine("| what | Langfuse 4.16 | this server | target |\n|---|---|---|---|");
        await InDirectoryAsync(directory => MeasureEmbeddedAsync(directory, observations));
        await InDirectoryAsync(MeasureIngestionAsync);
        await InDirectoryAsync(async directory =>
        {
            await using var server = await MeasuredServer.StartAsync(directory, "memory");
            var (load, cpu) = await SendOtlpAsync(server, Generator(3), observations / 2);
            Row("OTLP protobuf, in-memory store", "", $"{load.PerSecond * BatchSize:n0}/s, {cpu.TotalMicroseconds:0} µs of the server's processors each", "≥ 10,000/s");
        });
    }

    private static async Task MeasureEmbeddedAsync(string directory, int observations)
    {
        await using var server = await MeasuredServer.StartAsync(directory, "embedded");
        await Task.Delay(TimeSpan.FromSeconds(5));
        Row("start to ready", "20 s", $"{server.ReadyAfter.TotalSeconds:0.00} s", "≤ 2 s");
        Row("memory idle", "2.5-2.8 GB", $"{server.WorkingSet >> 20} MiB in one process", "≤ 150 MB");

        var generator = Generator(1);
        var (load, cpu) = await SendOtlpAsync(server, generator, observations);
        Row($"durable OTLP protobuf, {BatchSize} spans a request", "930-1,000/s", $"{load.PerSecond * BatchSize:n0}/s, {cpu.TotalMicroseconds:0} µs of the server's processors each", "≥ 5,000/s");
        Row("its answer, p50 / p99", "", $"{load.Percentile(0.5):0} / {load.Percentile(0.99):0} ms, {load.Refused} refused and sent again", "p99 ≤ 250 ms");
        Row("memory under load, peak", "", $"{server.PeakWorkingSet >> 20} MiB", "≤ 400 MB");

        using var bodies = new OtlpBodies();
        var large = generator.LargeTrace(LargeTrace);
        var body = bodies.Write(large, LargeTrace).Single();
        var readable = await ReadableAsync(server.Client, body, large[0].TraceId);
        Row("readable after the answer of OTLP", "0.8 s", $"{readable.TotalMilliseconds:0} ms", "≤ 1 s");

        await ReadAsync(server.Client, "traces?limit=50", "p50 202 ms", "≤ 30 ms");
        await ReadAsync(server.Client, $"traces/{large[0].TraceId.Value}", "67 ms", "≤ 20 ms", $"traces/{{id}}, {LargeTrace} observations");
        await ReadAsync(server.Client, "v2/observations?limit=50", "", "");
        await MeasurePromptAsync(server.Client);
        Row("memory at the end, peak", "", $"{server.PeakWorkingSet >> 20} MiB", "≤ 400 MB");
    }

    private static async Task MeasureIngestionAsync(string directory)
    {
        const int count = 20_000;
        await using var server = await MeasuredServer.StartAsync(directory, "embedded");
        var generator = Generator(2);
        await SendAsync(new Load(server.Client, Clients), IngestionBodies.Complete(generator.Next(ChunkSize), BatchSize));

        var complete = new Load(server.Client, Clients);
        var before = server.Cpu;
        await SendAsync(complete, IngestionBodies.Complete(generator.Next(count), BatchSize));
        var cpu = (server.Cpu - before) / count;
        Row(
            $"durable /ingestion, {BatchSize} complete observations a request",
            "61/s",
            $"{complete.PerSecond * BatchSize:n0}/s, {cpu.TotalMicroseconds:0} µs of the server's processors each, p99 {complete.Percentile(0.99):0} ms",
            "≥ 3,000/s");

        var pairs = IngestionBodies.InTwoParts(generator.Next(count), BatchSize);
        var parts = new Load(server.Client, Clients);
        await SendAsync(parts, [.. pairs.Select(pair => pair.Create)]);
        await SendAsync(parts, [.. pairs.Select(pair => pair.Update)]);
        Row("the same, each created and completed by a later request", "", $"{parts.PerSecond * BatchSize / 2:n0}/s", "");
        Row("memory, peak", "", $"{server.PeakWorkingSet >> 20} MiB", "≤ 400 MB");
    }

    private static async Task MeasurePromptAsync(HttpClient client)
    {
        const string Prompt = """{"name":"support","type":"text","prompt":"You help {{customer}} with {{product}}.","labels":["production"],"config":{"model":"gpt-4o"}}""";
        using var created = await client.PostAsync(Public("v2/prompts"), new StringContent(Prompt, Encoding.UTF8, "application/json"));
        created.EnsureSuccessStatusCode();
        var warm = new Load(client, 8);
        await warm.RunAsync(2_000, _ => Get("v2/prompts/support"));
        var load = new Load(client, 8);
        await load.RunAsync(20_000, _ => Get("v2/prompts/support"));
        Row("prompt by label, 8 clients", "428-564/s", $"{load.PerSecond:n0}/s", "≥ 3,000/s");
    }

    private static async Task ReadAsync(HttpClient client, string path, string langfuse, string target, string? name = null)
    {
        var warm = new Load(client, 1);
        await warm.RunAsync(20, _ => Get(path));
        var alone = new Load(client, 1);
        await alone.RunAsync(200, _ => Get(path));
        var many = new Load(client, 8);
        await many.RunAsync(400, _ => Get(path));
        Row($"GET {name ?? path}, p50 / p95", langfuse, $"{alone.Percentile(0.5):0.0} / {alone.Percentile(0.95):0.0} ms; 8 clients {many.PerSecond:n0}/s", target);
    }

    private static async Task<TimeSpan> ReadableAsync(HttpClient client, byte[] body, TraceId trace)
    {
        await new Load(client, 1).RunAsync(1, _ => Otlp(body));
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var response = await client.GetAsync(Public("traces/" + trace.Value));
            if (response.IsSuccessStatusCode)
            {
                return clock.Elapsed;
            }
        }
    }

    /// <summary>Sends observations after a first chunk that does not count; says what an observation took of the server's processors.</summary>
    public static async Task<(Load Load, TimeSpan Cpu)> SendOtlpAsync(MeasuredServer server, ConversationGenerator generator, int observations)
    {
        using var bodies = new OtlpBodies();
        var load = new Load(server.Client, Clients);
        await SendAsync(new Load(server.Client, Clients), bodies.Write(generator.Next(ChunkSize), BatchSize), otlp: true);
        var before = server.Cpu;
        for (var sent = 0; sent < observations; sent += ChunkSize)
        {
            await SendAsync(load, bodies.Write(generator.Next(ChunkSize), BatchSize), otlp: true);
        }

        return (load, (server.Cpu - before) / (load.Requests * BatchSize));
    }

    private static Task SendAsync(Load load, List<byte[]> bodies, bool otlp = false) => otlp
        ? load.RunAsync(bodies.Count, i => Otlp(bodies[i]))
        : load.RunAsync(bodies.Count, i => Post("ingestion", bodies[i], "application/json"), HttpStatusCode.MultiStatus);

    private static HttpRequestMessage Otlp(byte[] body) => Post("otel/v1/traces", body, "application/x-protobuf");

    private static HttpRequestMessage Post(string path, byte[] body, string type) =>
        new(HttpMethod.Post, Public(path)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, Public(path));

    private static Uri Public(string path) => new("api/public/" + path, UriKind.Relative);

    private static ConversationGenerator Generator(int seed) => new(seed, Start, TimeSpan.FromSeconds(1), maxTurns: 8);

    private static void Row(string what, string langfuse, FormattableString ours, string target) =>
        Console.WriteLine($"| {what} | {langfuse} | {ours.ToString(CultureInfo.InvariantCulture)} | {target} |");

    private static async Task InDirectoryAsync(Func<string, Task> measure)
    {
        var directory = Directory.CreateTempSubdirectory("llm-observability-server-");
        try
        {
            await measure(directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
