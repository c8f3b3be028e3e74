using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Otlp;

public sealed class OtlpHttpTests : IAsyncLifetime
{
    private readonly InMemoryTraceStore _store = new();
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiHost.StartAsync(_store);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("otel/v1/traces")]
    [InlineData("../../v1/traces")]
    public async Task Traces_EitherFormAtEitherPath_AreDurableWhenAnswered(string path)
    {
        var request = new RequestSketch(new SpanSketch { Name = "json" });

        using var json = await PostAsync(path, request.JsonContent());

        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal("application/json", json.Content.Headers.ContentType?.MediaType);
        Assert.Equal("{}", await TextAsync(json));
        Assert.Equal("json", (await StoredAsync())!.Name);

        using var protobuf = await PostAsync(path, new RequestSketch(new SpanSketch { Name = "protobuf" }).ProtobufContent());

        Assert.Equal(HttpStatusCode.OK, protobuf.StatusCode);
        Assert.Equal("application/x-protobuf", protobuf.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await protobuf.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("protobuf", (await StoredAsync())!.Name);
        Assert.Equal(ObservationSource.Otlp, (await StoredAsync())!.Source);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Traces_Compressed_AreRead(string encoding)
    {
        var body = new RequestSketch(new SpanSketch { Name = encoding }).Protobuf;
        using var compressed = new MemoryStream();
        using (Stream? writer = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => null,
        })
        {
            (writer ?? compressed).Write(body);
        }

        using var answer = await PostAsync("otel/v1/traces", RequestSketch.Content(compressed.ToArray(), "application/x-protobuf", encoding));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, (await StoredAsync())!.Name);
    }

    [Theory]
    [InlineData("application/json", """{"resourceSpans":[]}""")]
    [InlineData("application/json; charset=utf-8", """{}""")]
    [InlineData("application/x-protobuf", "")]
    public async Task Traces_NothingInIt_IsAccepted(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await PostAsync("otel/v1/traces", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type.Contains("json", StringComparison.Ordinal) ? "{}" : "", await TextAsync(response));
    }

    [Theory]
    [InlineData("text/plain", null, "x", HttpStatusCode.BadRequest, "Invalid content type")]
    [InlineData("application/json", "gzip", "notgzip", HttpStatusCode.BadRequest, "Failed to decompress request body")]
    [InlineData("application/json", "br", "notbrotli", HttpStatusCode.BadRequest, "Failed to decompress request body")]
    [InlineData("application/json", null, "{", HttpStatusCode.BadRequest, "Failed to parse OTel JSON Trace")]
    [InlineData("application/json", null, "", HttpStatusCode.BadRequest, "Failed to parse OTel JSON Trace")]
    [InlineData("application/json", null, "[]", HttpStatusCode.BadRequest, "Failed to parse OTel JSON Trace")]
    [InlineData("application/json", "compress", "{}", HttpStatusCode.UnsupportedMediaType, "The content encoding 'compress' is not known. Send the body plain, or with gzip, deflate or br.")]
    public async Task Traces_Unreadable_SaysWhy(string type, string? encoding, string body, HttpStatusCode status, string error)
    {
        using var response = await PostAsync("otel/v1/traces", RequestSketch.Content(Encoding.UTF8.GetBytes(body), type, encoding));

        Assert.Equal(status, response.StatusCode);
        var answer = JsonDocument.Parse(await TextAsync(response)).RootElement;
        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.Single(answer.EnumerateObject());
    }

    [Fact]
    public async Task Traces_BrokenProtobuf_IsAnsweredWithAStatusMessage()
    {
        using var response = await PostAsync("otel/v1/traces", RequestSketch.Content([0x0A, 0x7F, 1], "application/x-protobuf"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType?.MediaType);
        var status = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0x08, 3, 0x12], status[..3]);
        Assert.EndsWith("Failed to parse OTel Protobuf Trace", Encoding.UTF8.GetString(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_TruncatedGzip_IsRefused()
    {
        var gzip = RequestSketch.Gzip(new RequestSketch(new SpanSketch { Attributes = new() { ["text"] = new string('x', 5000) + Guid.NewGuid() } }).Protobuf);

        using var response = await PostAsync("otel/v1/traces", RequestSketch.Content(gzip[..^20], "application/x-protobuf", "gzip"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(await StoredAsync());
    }

    [Fact]
    public async Task Traces_OneBadSpanAmongGoodOnes_LosesOnlyThatOne()
    {
        var good = new SpanSketch();
        using var json = await PostAsync("otel/v1/traces", Json(new RequestSketch(new SpanSketch { TraceId = "zz", SpanId = "yy" }, good).Json));
        using var protobuf = await PostAsync("otel/v1/traces", new RequestSketch(new SpanSketch { SpanId = "0000000000000000" }, good, new SpanSketch { Start = 0, End = 0 }).ProtobufContent());

        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal(
            """{"partialSuccess":{"rejectedSpans":"1","errorMessage":"A trace id is not 16 bytes that are not all zero."}}""",
            await TextAsync(json));
        Assert.Equal(HttpStatusCode.OK, protobuf.StatusCode);
        var answer = await protobuf.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0x0A, (byte)(answer.Length - 2), 0x08, 2, 0x12], answer[..5]);
        Assert.Contains("A span id is not 8 bytes", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.NotNull(await StoredAsync());
    }

    [Fact]
    public async Task Traces_GzipBomb_IsRefused()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[BodyLimits.FreeBytes * 4]);
        }

        using var response = await PostAsync("otel/v1/traces", RequestSketch.Content(compressed.ToArray(), "application/x-protobuf", "gzip"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Traces_BodyOverTheLimit_IsRefused()
    {
        using var response = await PostAsync("otel/v1/traces", RequestSketch.Content(new byte[OtlpLimits.MaxBodyBytes + 1], "application/x-protobuf"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("4", HttpStatusCode.OK)]
    [InlineData("5", HttpStatusCode.BadRequest)]
    [InlineData("new", HttpStatusCode.OK)]
    public async Task Traces_IngestionVersion_IsChecked(string version, HttpStatusCode status)
    {
        using var content = new RequestSketch(new SpanSketch()).JsonContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "otel/v1/traces") { Content = content };
        request.Headers.Add("x-langfuse-ingestion-version", version);

        using var response = await _api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("otel/v1/metrics", "application/json", """{"message":"OK"}""")]
    [InlineData("otel/v1/metrics", "application/x-protobuf", "")]
    [InlineData("otel/v1/logs", "application/json", "{}")]
    [InlineData("../../v1/metrics", "application/x-protobuf", "")]
    [InlineData("../../v1/logs", "application/json", "{}")]
    public async Task OtherSignals_AreAcceptedAndLeft(string path, string type, string answer)
    {
        using var response = await PostAsync(path, RequestSketch.Content("{}"u8.ToArray(), type));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(answer, await TextAsync(response));
    }

    [Fact]
    public async Task Traces_OtherMethod_IsNotAllowed()
    {
        var answer = await _api.RefusedAsync(HttpStatusCode.MethodNotAllowed, HttpMethod.Get, "otel/v1/traces");

        Assert.Equal("""{"message":"Method not allowed","error":"MethodNotAllowedError"}""", answer.GetRawText());
    }

    [Fact]
    public async Task Traces_DataUriInAttributes_BecomesMedia()
    {
        var image = Convert.ToBase64String(Enumerable.Range(0, 200).Select(i => (byte)i).ToArray());
        var request = new RequestSketch(new SpanSketch
        {
            Attributes = new()
            {
                ["langfuse.observation.input"] = """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,""" + image + "\"}}]}]",
                ["picture"] = $"data:image/png;base64,{image}",
            },
        });

        using var response = await PostAsync("otel/v1/traces", request.ProtobufContent());

        var stored = await StoredAsync();
        Assert.Contains("@@@langfuseMedia:type=image/png|id=", stored!.Input!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(image, stored.Input.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(image, stored.Metadata!.ToString(), StringComparison.Ordinal);
    }

    private static HttpContent Json(string json) => RequestSketch.Content(Encoding.UTF8.GetBytes(json), "application/json");

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content)
    {
        using (content)
        {
            return await _api.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        }
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<ObservationRecord?> StoredAsync() =>
        _store.GetObservationAsync(ProjectId.Default, new ObservationId("b7ad6b7169203331"), cancellationToken: TestContext.Current.CancellationToken);
}
