using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.AspNetCore.Tests.Access;
using Observability.AspNetCore.Tests.Golden;
using Observability.AspNetCore.Tests.Otlp;

namespace Observability.AspNetCore.Tests.Http;

/// <summary>Makes requests that are almost what clients of the wire send. The same seed makes the same request.</summary>
/// <param name="exchanges">What clients send.</param>
/// <param name="stranger">An id of somebody else's.</param>
internal sealed partial class RequestMutator(IEnumerable<Exchange> exchanges, string stranger)
{
    private static readonly string[] Values =
        ["null", "true", "-1", "0", "1e308", "99999999999999999999", "\"\"", "\"x\"", "[]", "{}", "[[[[1]]]]", "\"2026-11-23T17:35:40Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"\\u0000\"", "\"../../x\"", "\"default\""];

    // Deleting on purpose is no loss, and a body that is too long on purpose costs more than it tells.
    private readonly List<Exchange> _exchanges = [.. exchanges.Where(exchange => !exchange.Request.StartsWith("DELETE traces", StringComparison.Ordinal) && !exchange.Request.Contains("{media-create.uploadUrl}", StringComparison.Ordinal) && exchange.Name != "ingestion-413-too-big")];

    public HttpRequestMessage Make(int seed, out byte[] body)
    {
        var random = new Random(seed);
        if (random.Next(8) == 0)
        {
            var spans = Spans(seed);
            body = Mutation.Of(random, spans, spans);
            return Post("otel/v1/traces", body, "application/x-protobuf", isCompressed: random.Next(3) == 0, random);
        }

        // Ingestion is what must not lose anything: it gets its share.
        var exchange = random.Next(8) == 0 ? _exchanges[0] : _exchanges[random.Next(_exchanges.Count)];
        var (method, path) = exchange.Request.Split(' ') is var words ? (words[0], words[1]) : default;
        var mutatesPath = exchange.Body.ValueKind == JsonValueKind.Undefined || random.Next(4) == 0;
        var address = mutatesPath ? Path(random, path) : path;
        body = exchange.Body.ValueKind == JsonValueKind.Undefined ? Encoding.UTF8.GetBytes(exchange.Text ?? "") : Body(random, Renamed(exchange, seed));
        return method == "GET" ? new HttpRequestMessage(HttpMethod.Get, address) : Post(address, body, "application/json", isCompressed: random.Next(10) == 0, random, method);
    }

    // Every batch of events and spans has ids of its own, so that each that was taken can be looked for.
    private static string Renamed(Exchange exchange, int seed) => exchange.Request switch
    {
        "POST ingestion" => exchange.Body.GetRawText().Replace("\"g-trace", $"\"g-{seed}", StringComparison.Ordinal),
        "POST otel/v1/traces" => RepeatedDigit().Replace(exchange.Body.GetRawText(), match => $"\"{match.Groups["digit"].Value}{seed.ToString(match.Length == 34 ? "x31" : "x15", CultureInfo.InvariantCulture)}\""),
        "POST comments" => exchange.Body.GetRawText().Replace($"\"{KeyHost.Project}\"", $"\"{KeyHost.OtherProject}\"", StringComparison.Ordinal),
        _ => exchange.Body.GetRawText(),
    };

    private static byte[] Spans(int seed) => new RequestSketch(
        new SpanSketch { TraceId = $"e{seed:x31}", SpanId = $"e{seed:x15}", Attributes = new() { ["gen_ai.operation.name"] = "chat", ["gen_ai.usage.input_tokens"] = 12, ["langfuse.observation.input"] = """{"q":[1]}""" } },
        new SpanSketch { TraceId = $"e{seed:x31}", SpanId = $"f{seed:x15}", ParentId = $"e{seed:x15}", Attributes = new() { ["langfuse.experiment.id"] = "e", ["langfuse.experiment.item.id"] = "i", ["user.id"] = "u" } }).Protobuf;

    /// <summary>An id of a span or a trace in the exchanges: one digit all over.</summary>
    [GeneratedRegex("\"(?<digit>[a-d])(\\k<digit>{31}|\\k<digit>{15})\"")]
    private static partial Regex RepeatedDigit();

    private static HttpRequestMessage Post(string path, byte[] body, string type, bool isCompressed, Random random, string method = "POST")
    {
        var sent = isCompressed ? RequestSketch.Gzip(body) : body;
        var content = new ByteArrayContent(isCompressed && random.Next(4) == 0 ? Mutation.Of(random, sent, sent) : sent);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (isCompressed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
    }

    private byte[] Body(Random random, string json)
    {
        if (random.Next(3) == 0)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            return Mutation.Of(random, bytes, bytes);
        }

        var root = JsonNode.Parse(json)!;
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            Replace(random, root);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private void Replace(Random random, JsonNode root)
    {
        var node = root;
        while (true)
        {
            var children = node is JsonObject given ? given.Select(pair => pair.Value).ToList() : node is JsonArray list ? [.. list] : [];
            if (children.Count == 0 || children[random.Next(children.Count)] is not { } child)
            {
                return;
            }

            node = child;
            if (child is JsonValue || random.Next(4) == 0)
            {
                break;
            }
        }

        switch (random.Next(5))
        {
            case 0 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            case 1 when node.Parent is JsonArray parent:
                parent.Add(node.DeepClone());
                break;
            case 2:
                node.ReplaceWith(stranger);
                break;
            case 3:
                node.ReplaceWith($"fuzz-{random.Next(1000)}");
                break;
            default:
                node.ReplaceWith(JsonNode.Parse(Values[random.Next(Values.Length)]));
                break;
        }
    }

    private string Path(Random random, string path)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        var (segments, query) = (path[..(at < 0 ? path.Length : at)].Split('/').ToList(), at < 0 ? [] : path[(at + 1)..].Split('&').ToList());
        switch (random.Next(query.Count > 0 ? 5 : 2))
        {
            case 0 when segments.Count > 1:
                segments[random.Next(1, segments.Count)] = random.Next(2) == 0 ? stranger : Uri.EscapeDataString(Odd(random));
                break;
            case 0 or 1:
                query.Add($"{Names[random.Next(Names.Length)]}={Uri.EscapeDataString(Odd(random))}");
                break;
            case 2:
                query.RemoveAt(random.Next(query.Count));
                break;
            default:
                var index = random.Next(query.Count);
                var pair = query[index].Split('=', 2);
                var value = Uri.UnescapeDataString(pair[^1]);
                query[index] = $"{pair[0]}={Uri.EscapeDataString(random.Next(2) == 0 ? Odd(random) : Encoding.UTF8.GetString(Mutation.Of(random, Encoding.UTF8.GetBytes(value + " "), "[]{}\",0"u8.ToArray())))}";
                break;
        }

        return string.Join('/', segments) + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    private static readonly string[] Names =
        ["page", "limit", "cursor", "filter", "fields", "orderBy", "fromTimestamp", "toTimestamp", "fromStartTime", "userId", "traceId", "sessionId", "name", "environment", "type", "version", "label", "query", "expandMetadata", "searchQuery"];

    private string Odd(Random random) => random.Next(10) switch
    {
        0 => stranger,
        1 => new string('9', random.Next(1, 30)),
        2 => "-1",
        3 => "2026-11-23T17:35:40Z",
        4 => """[{"type":"string","column":"id","operator":"=","value":"x"}]""",
        5 => """{"view":"traces","metrics":[{"measure":"count","aggregation":"count"}],"fromTimestamp":"0001-01-01T00:00:00Z","toTimestamp":"9999-12-31T23:59:59Z"}""",
        6 => "\0\uFFFF\u202E%",
        7 => Convert.ToBase64String(BitConverter.GetBytes(random.NextInt64())),
        8 => "core,io,nope",
        _ => "",
    };
}
