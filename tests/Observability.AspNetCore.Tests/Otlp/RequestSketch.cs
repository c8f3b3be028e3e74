using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Mapping;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>An OTLP request to send, in either form.</summary>
internal sealed class RequestSketch(params IReadOnlyList<SpanSketch> spans)
{
    public string Scope { get; init; } = "tests";

    public Dictionary<string, object?> Resource { get; init; } = new() { ["service.name"] = "shop" };

    public string Json => new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["spans"] = new JsonArray([.. spans.Select(span => span.ToJson())]),
                ["scope"] = new JsonObject { ["name"] = Scope, ["version"] = "1.2.3" },
            }),
            ["resource"] = new JsonObject { ["attributes"] = SpanSketch.JsonAttributes(Resource) },
        }),
    }.ToJsonString();

    public byte[] Protobuf
    {
        get
        {
            var message = new ProtobufSketch();
            message.Message(1, resourceSpans =>
            {
                resourceSpans.Message(2, scopeSpans =>
                {
                    foreach (var span in spans)
                    {
                        scopeSpans.Message(2, span.WriteTo);
                    }

                    scopeSpans.Message(1, scope =>
                    {
                        scope.Text(1, Scope);
                        scope.Text(2, "1.2.3");
                    });
                });
                resourceSpans.Message(1, resource => Resource.ToList().ForEach(attribute => resource.Message(1, entry => SpanSketch.WriteEntry(entry, attribute))));
            });
            return message.ToArray();
        }
    }

    /// <summary>What the request becomes, read from both forms, which must agree.</summary>
    public IReadOnlyList<(ObservationRecord Observation, TraceRecord? Trace)> Map()
    {
        var fromJson = Map(JsonTraceReader.Read(Encoding.UTF8.GetBytes(Json)));
        var fromProtobuf = Map(ProtobufTraceReader.Read(Protobuf));
        for (var i = 0; i < fromJson.Count; i++)
        {
            Assert.Equivalent(fromJson[i].Observation, fromProtobuf[i].Observation, strict: true);
            Assert.Equivalent(fromJson[i].Trace, fromProtobuf[i].Trace, strict: true);
        }

        Assert.Equal(fromJson.Count, fromProtobuf.Count);
        return fromProtobuf;
    }

    public static IReadOnlyList<(ObservationRecord Observation, TraceRecord? Trace)> Map(OtlpRequest request)
    {
        using var mapper = new SpanMapper(ProjectId.Default);
        return [.. request.Spans.Select(span =>
        {
            var observation = mapper.Map(span);
            return (observation, mapper.MapTrace(span, observation));
        })];
    }

    /// <summary>What one span with these attributes becomes.</summary>
    public static ObservationRecord Map(string scope, params (string Name, object? Value)[] attributes) =>
        new RequestSketch(new SpanSketch { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) }) { Scope = scope }.Map().Single().Observation;

    public HttpContent JsonContent() => Content(Encoding.UTF8.GetBytes(Json), "application/json");

    public HttpContent ProtobufContent() => Content(Protobuf, "application/x-protobuf");

    public static HttpContent Content(byte[] body, string type, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }

    public static byte[] Gzip(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}
