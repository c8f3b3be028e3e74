using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Protobuf;

namespace Observability.AspNetCore.Tests.Http;

/// <summary>What a server said it took, so that it can be looked for.</summary>
internal sealed class Acknowledged
{
    private readonly HashSet<string> _traces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _written = new(StringComparer.Ordinal);

    /// <summary>The traces of ingestion batches.</summary>
    public IReadOnlySet<string> Traces => _traces;

    /// <summary>The spans of OTLP requests.</summary>
    public IReadOnlySet<string> Spans => _spans;

    /// <summary>What single requests wrote: by the path they wrote to, the addresses at which it is read.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Written => _written;

    public async Task TakeAsync(HttpRequestMessage request, HttpResponseMessage response, string answer)
    {
        if (!response.IsSuccessStatusCode)
        {
            return;
        }

        var path = request.RequestUri!.AbsolutePath.Split("/api/public/")[^1];
        if (request.Method == HttpMethod.Delete)
        {
            Forget(Uri.UnescapeDataString(path));
        }
        else if (response.StatusCode == HttpStatusCode.MultiStatus)
        {
            _traces.UnionWith(TracesOf(await SentAsync(request), answer));
        }
        else if (path == "otel/v1/traces")
        {
            TakeSpans(request.Content!.Headers.ContentType!.MediaType == "application/json", await SentAsync(request), answer);
        }
        else if (request.Method == HttpMethod.Post && AddressOf(path, answer) is { } address)
        {
            if (!_written.TryGetValue(path, out var addresses))
            {
                _written.Add(path, addresses = new HashSet<string>(StringComparer.Ordinal));
            }

            addresses.Add(address);
        }
    }

    /// <summary>The body as the server reads it: what was compressed may have been changed after that.</summary>
    private static async Task<byte[]> SentAsync(HttpRequestMessage request)
    {
        var content = await request.Content!.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        content.Position = 0;
        using var plain = new MemoryStream();
        await (request.Content.Headers.ContentEncoding.Count == 0 ? content : new GZipStream(content, CompressionMode.Decompress)).CopyToAsync(plain, TestContext.Current.CancellationToken);
        return plain.ToArray();
    }

    private void Forget(string path)
    {
        foreach (var addresses in _written.Values)
        {
            addresses.RemoveWhere(address => Uri.UnescapeDataString(address).Split('?')[0] == path);
        }
    }

    private void TakeSpans(bool isJson, byte[] body, string answer)
    {
        var read = isJson ? JsonTraceReader.Read(body) : ProtobufTraceReader.Read(body);
        if (isJson)
        {
            var rejected = JsonNode.Parse(answer)!["partialSuccess"]?["rejectedSpans"]?.ToString() ?? "0";
            Assert.True(rejected == $"{read.Rejected}", $"{read.Rejected} spans were rejected and {rejected} answered: {answer}");
        }

        _spans.UnionWith(read.Spans.Select(span => span.SpanId));
    }

    private static string? AddressOf(string path, string answer)
    {
        string? Said(string name) => JsonNode.Parse(answer)?[name]?.ToString() is { Length: > 0 } value ? Uri.EscapeDataString(value) : null;
        return path switch
        {
            "scores" or "dataset-items" or "comments" or "score-configs" or "models" => Said("id") is { } id ? $"{path}/{id}" : null,
            "v2/datasets" => $"{path}/{Said("name")}",
            "v2/prompts" => $"{path}/{Said("name")}?version={Said("version")}",
            "dataset-run-items" => $"datasets/{Dataset}/runs/{Said("datasetRunName")}",
            _ => null,
        };
    }

    private const string Dataset = "g-ds";

    /// <summary>The traces of a batch that the answer says were taken.</summary>
    private static IEnumerable<string> TracesOf(byte[] batch, string answer)
    {
        var taken = JsonNode.Parse(answer)!["successes"]!.AsArray().Select(success => (string?)success!["id"]).ToHashSet();
        var refused = JsonNode.Parse(answer)!["errors"]!.AsArray().Select(error => (string?)error!["id"]).ToHashSet();
        using var sent = JsonDocument.Parse(batch);
        return [.. sent.RootElement.GetProperty("batch").EnumerateArray()
            .Where(entry => entry.ValueKind == JsonValueKind.Object && Text(entry, "type") == "trace-create" && Text(entry, "id") is { } id && taken.Contains(id) && !refused.Contains(id))
            .Select(entry => Text(entry.GetProperty("body"), "id"))
            .OfType<string>()];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
