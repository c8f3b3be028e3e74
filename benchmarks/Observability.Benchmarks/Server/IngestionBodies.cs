using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.Model;

namespace Observability.Benchmarks.Server;

/// <summary>Observations as the older SDKs send them: events that create and, for those that are told twice, events that complete.</summary>
internal static class IngestionBodies
{
    /// <summary>Bodies in pairs: what creates, and what completes it and must come after its answer.</summary>
    public static List<(byte[] Create, byte[] Update)> InTwoParts(IEnumerable<ObservationRecord> observations, int batchSize)
    {
        List<(byte[], byte[])> bodies = [];
        var known = new HashSet<TraceId>();
        foreach (var chunk in observations.Chunk(batchSize))
        {
            bodies.Add((Serialize([.. Traces(chunk, known), .. chunk.Select(record => Event(record, "create", Beginning(record)))]), Serialize(chunk.Select(record => Event(record, "update", End(record))))));
        }

        return bodies;
    }

    /// <summary>Bodies whose observations are complete.</summary>
    public static List<byte[]> Complete(IEnumerable<ObservationRecord> observations, int batchSize)
    {
        var known = new HashSet<TraceId>();
        return [.. observations.Chunk(batchSize).Select(chunk => Serialize([.. Traces(chunk, known), .. chunk.Select(record => Event(record, "create", [.. Beginning(record), .. End(record)]))]))];
    }

    private static IEnumerable<JsonObject> Traces(ObservationRecord[] chunk, HashSet<TraceId> known) => chunk.Where(record => known.Add(record.TraceId)).Select(record => Event("trace-create", record.StartTime,
    [
        new("id", record.TraceId.Value),
        new("name", record.TraceName ?? record.Name),
        new("userId", record.UserId?.Value),
        new("sessionId", record.SessionId?.Value),
        new("tags", new JsonArray([.. record.Tags.Select(tag => JsonValue.Create(tag))])),
        new("environment", record.Environment),
    ]));

    private static KeyValuePair<string, JsonNode?>[] Beginning(ObservationRecord record) =>
    [
        new("traceId", record.TraceId.Value),
        new("parentObservationId", record.ParentId?.Value),
        new("name", record.Name),
        new("startTime", record.StartTime.ToString("O")),
        new("environment", record.Environment),
        new("model", record.Model),
        new("modelParameters", Node(record.Parameters)),
        new("metadata", Node(record.Metadata)),
        new("input", Node(record.Input)),
    ];

    private static KeyValuePair<string, JsonNode?>[] End(ObservationRecord record) =>
    [
        new("endTime", (record.EndTime ?? record.StartTime).ToString("O")),
        new("output", Node(record.Output)),
        new("usageDetails", record.Usage is { } usage ? new JsonObject { ["input"] = usage.Input, ["output"] = usage.Output } : null),
    ];

    private static JsonObject Event(ObservationRecord record, string what, KeyValuePair<string, JsonNode?>[] members) =>
        Event((record.Kind == ObservationKind.Generation ? "generation-" : "span-") + what, record.StartTime, [new("id", record.Id.Value), .. members]);

    private static JsonObject Event(string type, DateTimeOffset time, KeyValuePair<string, JsonNode?>[] members) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["type"] = type,
        ["timestamp"] = time.ToString("O"),
        ["body"] = new JsonObject(members.Where(member => member.Value is not null)),
    };

    private static byte[] Serialize(IEnumerable<JsonObject> events) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["batch"] = new JsonArray([.. events]) });

    private static JsonNode? Node(Payload? payload) => payload is null ? null : JsonNode.Parse(payload.Utf8.Span);
}
