using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>Makes events of the ingestion API and sends them.</summary>
internal static class Events
{
    private static int _count;

    /// <summary>An event whose body is JSON; later events happen a second later each unless told otherwise.</summary>
    public static JsonObject Event(string type, string body, double atSeconds = 0, string? id = null) => new()
    {
        ["id"] = id ?? $"event-{Interlocked.Increment(ref _count)}",
        ["type"] = type,
        ["timestamp"] = Telemetry.Start.AddSeconds(atSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["body"] = JsonNode.Parse(body),
    };

    public static JsonObject Batch(params IEnumerable<JsonObject> events) => new() { ["batch"] = new JsonArray([.. events.Select(item => item.DeepClone())]) };

    /// <summary>Sends a batch that must be taken as a whole, and returns the answer.</summary>
    public static async Task<JsonElement> IngestAsync(this ApiHost host, params IEnumerable<JsonObject> events)
    {
        var (status, body) = await host.PostAsync(Batch(events).ToJsonString());
        Assert.True(status == HttpStatusCode.MultiStatus, $"{(int)status} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Sends events in one batch, of which none may be refused.</summary>
    public static async Task AcceptedAsync(this ApiHost host, params IEnumerable<JsonObject> events)
    {
        var answer = await host.IngestAsync(events);
        Assert.True(answer.GetProperty("errors").GetArrayLength() == 0, answer.GetRawText());
    }

    /// <summary>Sends any body.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> PostAsync(this ApiHost host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.PostAsync(content);
    }

    /// <summary>Sends any body.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> PostAsync(this ApiHost host, HttpContent content)
    {
        using var response = await host.Client.PostAsync(new Uri("ingestion", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
