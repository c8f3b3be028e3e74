using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Observability.AspNetCore.Media;
using Observability.AspNetCore.Tests.Access;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Media;

/// <summary>Uploads as SDKs make them: ask, PUT to the address without a key, say how it went.</summary>
public sealed class MediaUploadTests
{
    private static readonly byte[] Bytes = "a picture, more or less"u8.ToArray();
    private static readonly string Hash = Convert.ToBase64String(SHA256.HashData(Bytes));
    private static readonly string Id = MediaId.Of(Bytes).Value;

    // A client that knows nothing but the address.
    private readonly HttpClient _stranger = new();

    [Fact]
    public async Task Create_RecordedHash_HasTheRecordedId()
    {
        await using var host = await StartAsync();

        var answer = await CreateAsync(host, new { traceId = "t", contentType = "image/png", contentLength = 23, sha256Hash = "9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w=", field = "input" });

        Assert.Equal("mediaId uploadUrl", answer.Names());
        Assert.Equal("9pw2-XOO_mqgCVKOp7X5Sx", answer.GetProperty("mediaId").GetString());
    }

    [Fact]
    public async Task Upload_AsSdksDo_IsStoredOnceAndReadableByItsAddress()
    {
        await using var host = await StartAsync();

        var created = await CreateAsync(host);
        using var put = await PutAsync(created.GetProperty("uploadUrl").GetString()!);
        var again = await CreateAsync(host);
        var patched = await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Patch, $"media/{Id}", new { uploadedAt = "2026-11-23T17:35:37.955Z", uploadHttpStatus = 200, uploadTimeMs = 12 });
        var described = await host.GetAsync($"media/{Id}");

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal((JsonValueKind.Null, Id), (again.GetProperty("uploadUrl").ValueKind, again.GetProperty("mediaId").GetString()));
        Assert.Equal("""{"message":"OK"}""", patched.GetRawText());
        Assert.Equal(("image/png", Bytes.Length), (described.GetProperty("contentType").GetString(), described.GetProperty("contentLength").GetInt32()));
        Assert.Equal(Bytes, await _stranger.GetByteArrayAsync(new Uri(described.GetProperty("url").GetString()!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Upload_OtherContentThanAnnounced_IsRefused()
    {
        await using var host = await StartAsync();
        var address = (await CreateAsync(host)).GetProperty("uploadUrl").GetString()!;

        var refused = new[]
        {
            await PutAsync(address, [.. Bytes.Reverse()]),
            await PutAsync(address, Bytes[1..]),
            await PutAsync(address, [.. Bytes, 0]),
            await PutAsync(address, Bytes, Convert.ToBase64String(SHA256.HashData([1]))),
            await PutAsync(address, [.. Bytes, .. new byte[70_000]], isChunked: true),
            await PutAsync(address, Bytes[1..], isChunked: true),
        };

        Assert.All(refused, response => Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, response.StatusCode.ToString()));
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"media/{Id}");
    }

    [Theory]
    [InlineData("project=default", "project=other")]
    [InlineData("length=23", "length=24")]
    [InlineData("type=image%2Fpng", "type=text%2Fhtml")]
    [InlineData("expires=", "expires=9")]
    [InlineData("signature=", "signature=A")]
    [InlineData("signature=", "x=")]
    [InlineData("sha256=", "sha256=A")]
    [InlineData("project=", "x=")]
    [InlineData("expires=", "expires=99999999999999999999")]
    public async Task Address_Changed_IsRefused(string part, string changed)
    {
        await using var host = await StartAsync();
        var address = (await CreateAsync(host)).GetProperty("uploadUrl").GetString()!;
        Assert.Contains(part, address, StringComparison.Ordinal);

        using var response = await PutAsync(address.Replace(part, changed, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("ForbiddenError", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Address_ForAnotherObjectOrMethod_IsRefused()
    {
        await using var host = await StartAsync();
        var address = (await CreateAsync(host)).GetProperty("uploadUrl").GetString()!;

        using var other = await PutAsync(address.Replace(Id, MediaId.Of([1]).Value, StringComparison.Ordinal));
        using var read = await _stranger.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        using var bare = await _stranger.GetAsync(new Uri(address.Split('?')[0]), TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [other.StatusCode, read.StatusCode, bare.StatusCode]);
    }

    [Fact]
    public async Task Address_AfterItsTime_IsRefused()
    {
        var time = new FakeTimeProvider(Telemetry.Start);
        await using var host = await StartAsync(services: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var address = (await CreateAsync(host)).GetProperty("uploadUrl").GetString()!;

        time.Advance(MediaLink.Lifetime);
        using var response = await PutAsync(address);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Address_OfAnotherProcessOnTheSameStore_Works()
    {
        await using var store = new InMemoryTraceStore();
        var media = new DictionaryMediaStore();
        await using var first = await StartAsync(store, media);
        await using var second = await StartAsync(store, media);
        var address = new UriBuilder((await CreateAsync(first)).GetProperty("uploadUrl").GetString()!) { Port = second.Client.BaseAddress!.Port };

        using var response = await PutAsync(address.Uri.AbsoluteUri);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Address_WhereTheApplicationAsksForAUser_NeedsNone()
    {
        await using var host = await StartAsync(
            services: builder =>
            {
                builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>("Test", null);
                builder.Services.AddAuthorization();
            },
            endpoints: mapped => mapped.RequireAuthorization(),
            environment: "Production");
        using var stranger = await host.Client.GetAsync(new Uri($"media/{Id}/content", UriKind.Relative), TestContext.Current.CancellationToken);
        using var unsigned = await host.Client.GetAsync(new Uri($"media/{Id}/file", UriKind.Relative), TestContext.Current.CancellationToken);
        host.Client.DefaultRequestHeaders.Add("Test-User", "ann");

        using var put = await PutAsync((await CreateAsync(host)).GetProperty("uploadUrl").GetString()!);
        var read = await _stranger.GetByteArrayAsync(new Uri((await host.GetAsync($"media/{Id}")).GetProperty("url").GetString()!), TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK], [stranger.StatusCode, unsigned.StatusCode, put.StatusCode]);
        Assert.Equal(Bytes, read);
    }

    [Fact]
    public async Task Create_UnknownType_IsTheWires400()
    {
        await using var host = await StartAsync();

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "media", new { traceId = "t", contentType = "foo/bar", contentLength = 1, sha256Hash = Hash, field = "input" });

        Assert.Equal("Invalid request data", body.GetProperty("message").GetString());
        var issue = Assert.Single(body.GetProperty("error").EnumerateArray());
        Assert.Equal("invalid_union", issue.GetProperty("code").GetString());
        Assert.Equal("Provide either traceId with field input/output/metadata, or datasetId + datasetItemId with field input/expectedOutput/metadata.", issue.GetProperty("message").GetString());
        Assert.Equal("contentType", issue.GetProperty("errors")[0].EnumerateArray().Single().GetProperty("path")[0].GetString());
        Assert.Equal(["contentType", "datasetId", "datasetItemId", "traceId"], issue.GetProperty("errors")[1].EnumerateArray().Select(inner => inner.GetProperty("path")[0].GetString()));
        Assert.StartsWith("Invalid content type. Only supporting image/png, image/jpeg,", issue.GetProperty("errors")[0][0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"traceId":"t","contentType":"image/png","contentLength":0,"field":"input","sha256Hash":"9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w="}""")]
    [InlineData("""{"traceId":"t","contentType":"image/png","field":"input","sha256Hash":"9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w="}""")]
    [InlineData("""{"traceId":"t","contentType":"image/png","contentLength":1,"field":"input","sha256Hash":"abc"}""")]
    [InlineData("""{"traceId":"t","contentType":"image/png","contentLength":1,"field":"nowhere","sha256Hash":"9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w="}""")]
    [InlineData("""{"contentType":"image/png","contentLength":1,"field":"input","sha256Hash":"9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w="}""")]
    [InlineData("""{"traceId":"t","contentType":"image/png","contentLength":99999999999,"field":"input","sha256Hash":"9pw2+XOO/mqgCVKOp7X5SxXDrk8nm+Up1vXUrD8Kw5w="}""")]
    [InlineData("{}")]
    public async Task Create_Invalid_Is400(string body)
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "media", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Create_OfADatasetItem_IsTaken()
    {
        await using var host = await StartAsync();

        await CreateAsync(host, new { datasetId = "d", datasetItemId = "i", contentType = "image/png", contentLength = 1, sha256Hash = Hash, field = "expectedOutput" });
    }

    [Theory]
    [InlineData(200, HttpStatusCode.NotFound)]
    [InlineData(403, HttpStatusCode.OK)]
    public async Task Patch_OfWhatIsNotThere_IsAnErrorOnlyWhenTheUploadWentWell(int status, HttpStatusCode expected)
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(expected, HttpMethod.Patch, $"media/{Id}", new { uploadedAt = "2026-11-23T17:35:37.955Z", uploadHttpStatus = status, uploadHttpError = "no" });
    }

    private static async Task<JsonElement> CreateAsync(ApiHost host, object? body = null)
    {
        body ??= new { traceId = "t", observationId = "o", contentType = "image/png", contentLength = Bytes.Length, sha256Hash = Hash, field = "input" };
        using var response = await host.Client.PostAsJsonAsync("media", body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {text}"));
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> PutAsync(string address, byte[]? content = null, string? checksum = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(content ?? Bytes) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        request.Headers.Add("x-amz-checksum-sha256", checksum ?? Hash);
        return await _stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<ApiHost> StartAsync(
        InMemoryTraceStore? store = null,
        DictionaryMediaStore? media = null,
        Action<WebApplicationBuilder>? services = null,
        Action<IEndpointConventionBuilder>? endpoints = null,
        string environment = "Development")
    {
        media ??= new DictionaryMediaStore();
        return ApiHost.StartAsync(
            store ?? new InMemoryTraceStore(),
            environment,
            builder =>
            {
                builder.Services.AddLlmObservability(options => options.UseMedia(() => media));
                services?.Invoke(builder);
            },
            endpoints is null ? null : app => app.UseAuthentication().UseAuthorization(),
            endpoints);
    }
}
