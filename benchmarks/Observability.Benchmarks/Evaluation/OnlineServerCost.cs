using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.Benchmarks.Server;
using Observability.Benchmarks.Storage;

namespace Observability.Benchmarks.Evaluation;

/// <summary>Ingestion of the real server without a rule, with one that matches nothing, and with one that judges a tenth of all traces by a model that answers at once.</summary>
internal static class OnlineServerCost
{
    private const int Observations = 60_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("\n| durable OTLP into the server, embedded store | observations/s | server's processor an observation | judged meanwhile |\n|---|---|---|---|");
        await using var model = await InstantModel.StartAsync();
        await MeasureAsync("no rule", _ => Task.CompletedTask);
        await MeasureAsync("a rule that matches nothing", server => RuleAsync(server, model, 1, "nowhere"));
        await MeasureAsync("a judge for 10 % of the traces", server => RuleAsync(server, model, 0.1, null));
    }

    private static async Task MeasureAsync(string name, Func<MeasuredServer, Task> prepare)
    {
        var directory = Directory.CreateTempSubdirectory("llm-observability-online-");
        try
        {
            await using var server = await MeasuredServer.StartAsync(directory.FullName, "embedded");
            await prepare(server);
            var (load, cpu) = await ServerLoad.SendOtlpAsync(server, new ConversationGenerator(1, TimeProvider.System.GetUtcNow().AddDays(-2), TimeSpan.FromSeconds(1), maxTurns: 8), Observations);
            var scores = await CountAsync(server);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {load.PerSecond * ServerLoad.BatchSize:n0} | {cpu.TotalMicroseconds:0} µs | {scores:n0} scores |"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RuleAsync(MeasuredServer server, InstantModel model, double sampling, string? environment)
    {
        await SendAsync(server, HttpMethod.Put, "llm-connections", new { provider = "house", adapter = "openai", secretKey = "sk-benchmark-0000", baseURL = model.Endpoint });
        await SendAsync(server, HttpMethod.Post, "v2/evaluators", new
        {
            name = "brevity",
            prompt = "Judge the answer {{answer}}.",
            outputDefinition = new { dataType = "NUMERIC", minValue = 0, maxValue = 10, score = new { description = "Ten is best." } },
            modelConfig = new { provider = "house", model = "gpt-4o-mini" },
            mapping = new[] { new { variable = "answer", source = "output" } },
        });
        await SendAsync(server, HttpMethod.Post, "v2/evaluation-rules", new
        {
            name = "brief",
            target = "trace",
            enabled = true,
            sampling,
            filter = environment is null ? [] : new object[] { new { type = "stringOptions", column = "environment", @operator = "any of", value = new[] { environment } } },
            evaluators = new[] { new { evaluator = new { name = "brevity" } } },
        });
    }

    private static async Task SendAsync(MeasuredServer server, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri("api/public/" + path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var response = await server.Client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<int> CountAsync(MeasuredServer server)
    {
        using var scores = JsonDocument.Parse(await server.Client.GetStringAsync(new Uri("api/public/v2/scores?name=brevity&limit=1", UriKind.Relative)));
        return scores.RootElement.GetProperty("meta").GetProperty("totalItems").GetInt32();
    }
}
