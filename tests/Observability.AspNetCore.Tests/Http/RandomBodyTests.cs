using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Observability.AspNetCore.Tests.Http;

/// <summary>Whatever a client sends is its mistake and never ours: no body makes an endpoint answer 500, and the store answers on.</summary>
public sealed class RandomBodyTests
{
    // LLMOBS_LONG_TESTS=1 sends as many as one has patience for.
    private static readonly int BodiesPerEndpoint = Environment.GetEnvironmentVariable("LLMOBS_LONG_TESTS") == "1" ? 1000 : 40;

    [Fact]
    public async Task EveryEndpointWithABody_AnyJson_IsNeverAnsweredWith500()
    {
        using var log = new CollectingLoggerProvider();
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync(), services: builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddLlmObservability(options => options.SecretKey = Convert.ToBase64String(new byte[32]));
        });
        var ids = await SeedAsync(host);
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Endpoint: endpoint, Body: endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods))
            .Where(endpoint => endpoint.Body is not null && endpoint.Methods is [not "GET"] && endpoint.Body.Assembly == typeof(Observability.AspNetCore.Wire.WireJson).Assembly)
            .ToList();
        Assert.True(endpoints.Count > 25, $"Only {endpoints.Count} endpoints with bodies were found.");

        var failures = new List<string>();
        foreach (var (endpoint, type, methods) in endpoints)
        {
            var pattern = endpoint.RoutePattern.RawText!;
            var path = ids.Aggregate(pattern[(pattern.IndexOf("/api/public/", StringComparison.Ordinal) + "/api/public/".Length)..], (current, id) => current.Replace(id.Key, id.Value, StringComparison.Ordinal));
            var random = new RandomJson(pattern.Length);
            for (var i = 0; i < BodiesPerEndpoint; i++)
            {
                var body = random.Body(type!);
                using var request = new HttpRequestMessage(new HttpMethod(methods![0]), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
                if (response.StatusCode >= HttpStatusCode.InternalServerError && response.StatusCode != HttpStatusCode.NotImplemented)
                {
                    failures.Add($"{methods[0]} {path}: {(int)response.StatusCode} for {body[..Math.Min(body.Length, 500)]}: {log.Messages[^1]}");
                    break;
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        await host.GetAsync("traces");
        foreach (var list in new[] { "v2/datasets", "dataset-items", "score-configs", "comments", "annotation-queues", "llm-connections", "unstable/evaluators", "unstable/evaluation-rules", "unstable/dashboards", "unstable/dashboard-widgets", "models", "v2/scores" })
        {
            await host.GetAsync(list);
        }
    }

    /// <summary>Something of each kind, so that the changes of bodies are reached and not only the 404 before them.</summary>
    private static async Task<Dictionary<string, string>> SeedAsync(ApiHost host)
    {
        async Task<string> AddAsync(string path, object body) => (await host.SendAsync(HttpMethod.Post, path, body)).GetProperty("id").GetString()!;
        var dataset = new { name = "ds", inputSchema = new { type = "object" } };
        await host.SendAsync(HttpMethod.Post, "v2/datasets", dataset);
        await AddAsync("dataset-items", new { datasetName = "ds", id = "x", input = new { } });
        var config = await AddAsync("score-configs", new { name = "c", dataType = "NUMERIC" });
        var queue = await AddAsync("annotation-queues", new { name = "q", scoreConfigIds = new[] { config } });
        var item = await AddAsync($"annotation-queues/{queue}/items", new { objectId = "golden", objectType = "TRACE" });
        await AddAsync("unstable/evaluators", new { name = "x", prompt = "{{a}}", outputDefinition = new { dataType = "NUMERIC" }, mapping = new[] { new { variable = "a", source = "input" } } });
        var rule = await AddAsync("unstable/evaluation-rules", new { name = "r", target = "observation", enabled = true, evaluator = new { name = "x" } });
        var widget = await AddAsync("unstable/dashboard-widgets", new { name = "w", view = "observations", metrics = new[] { new { measure = "count", agg = "count" } }, chartType = "NUMBER" });
        var dashboard = await AddAsync("unstable/dashboards", new { name = "d", definition = new { widgets = new[] { new { id = "p", type = "widget", widgetId = widget } } } });
        var model = await AddAsync("models", new { modelName = "m", matchPattern = "m", inputPrice = 1 });
        return new Dictionary<string, string>
        {
            ["{configId}"] = config,
            ["{queueId}"] = queue,
            ["{itemId}"] = item,
            ["{evaluationRuleId}"] = rule,
            ["{widgetId}"] = widget,
            ["{dashboardId}"] = dashboard,
            ["{placementId}"] = "p",
            ["models/{id}"] = "models/" + model,
        };
    }
}
