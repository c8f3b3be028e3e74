using System.Net;
using System.Net.Http.Headers;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Media;

public sealed class MediaTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5, 6];

    [Fact]
    public async Task Get_KnownMedia_HasTheWiresFieldsAndAWorkingAddress()
    {
        var media = new MediaContent("image/png", Bytes);
        await using var host = await StartAsync(media);

        var answer = await host.GetAsync($"media/{media.Id}");

        Assert.Equal("contentLength contentType mediaId uploadedAt url urlExpiry", answer.Names());
        Assert.Equal(6, answer.GetProperty("contentLength").GetInt32());
        Assert.Equal(Bytes, await host.Client.GetByteArrayAsync(new Uri(answer.GetProperty("url").GetString()!), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("image/png", "image/png", "inline")]
    [InlineData("image/PNG; charset=x", "image/PNG", "inline")]
    [InlineData("audio/wav", "audio/wav", "inline")]
    [InlineData("video/mp4", "video/mp4", "inline")]
    [InlineData("text/plain", "text/plain; charset=utf-8", "inline")]
    [InlineData("text/csv", "application/octet-stream", "attachment")]
    [InlineData("image/svg+xml", "application/octet-stream", "attachment")]
    [InlineData("text/html", "application/octet-stream", "attachment")]
    [InlineData("application/pdf", "application/octet-stream", "attachment")]
    [InlineData("application/javascript", "application/octet-stream", "attachment")]
    [InlineData("image/png\r\nX-Evil: 1", "application/octet-stream", "attachment")]
    public async Task Content_OfAnyType_IsShownOnlyWhenSafe(string stored, string served, string disposition)
    {
        var media = new MediaContent(stored, Bytes);
        await using var host = await StartAsync(media);

        var signed = (await host.GetAsync($"media/{media.Id}")).GetProperty("url").GetString()!;
        foreach (var address in new[] { new Uri($"media/{media.Id}/content", UriKind.Relative), new Uri(signed) })
        {
            using var response = await host.Client.GetAsync(address, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(served, response.Content.Headers.ContentType!.ToString());
            Assert.Equal(disposition, response.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.StartsWith("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("X-Evil"));
        }
    }

    [Fact]
    public async Task Content_RangeAsked_IsAPart()
    {
        var media = new MediaContent("video/mp4", Bytes);
        await using var host = await StartAsync(media);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"media/{media.Id}/content");
        request.Headers.Range = new RangeHeaderValue(2, 3);

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal([3, 4], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("..%2F..%2Fsecret-file-abc")]
    public async Task Get_UnknownMedia_IsTheWires404(string id)
    {
        await using var host = await StartAsync(new MediaContent("image/png", Bytes));

        var body = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "media/" + id);

        Assert.Equal("""{"message":"Media asset not found","error":"LangfuseNotFoundError"}""", body.GetRawText());
    }

    [Fact]
    public async Task Get_DestinationWithoutMedia_Is404()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"media/{MediaId.Of(Bytes)}");
    }

    [Fact]
    public async Task DeleteTrace_WithMediaOfItsOwn_ErasesThem()
    {
        var media = new MediaContent("image/png", Bytes);
        var kept = new DictionaryMediaStore(media);
        var store = new InMemoryTraceStore();
        await store.AddAsync(Telemetry.Observation("t", "o") with { Input = Payload.FromText(new MediaReference(media.Id, "image/png").ToString()) });
        await using var host = await ApiHost.StartAsync(store, services: builder => builder.Services.AddLlmObservability(options => options.UseMedia(() => kept)));

        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Delete, "traces/t");

        Assert.Equal(0, kept.Count);
    }

    private static Task<ApiHost> StartAsync(MediaContent media) => ApiHost.StartAsync(
        new InMemoryTraceStore(),
        services: builder => builder.Services.AddLlmObservability(options => options.UseMedia(() => new DictionaryMediaStore(media))));
}
