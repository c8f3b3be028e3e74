using System.Net;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>Pages of other origins: with a key of their own yes, with what a visitor's browser brings by itself never.</summary>
public sealed class CrossOriginTests
{
    private const string Page = "https://example.com";

    [Fact]
    public async Task Preflight_AsOnTheWire_IsAnswered()
    {
        await using var host = await KeyHost.StartAsync();

        using var response = await host.SendAsync(
            HttpMethod.Options, "ingestion", null, null, ("Origin", Page), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["GET,HEAD,PUT,PATCH,POST,DELETE"], response.Headers.GetValues("Access-Control-Allow-Methods"));
        Assert.Equal(["authorization,content-type"], response.Headers.GetValues("Access-Control-Allow-Headers"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_WithAKey_IsShownToThePageThatSentIt(bool requireApiKey)
    {
        await using var host = await KeyHost.StartAsync(requireApiKey);
        var key = KeyHost.Basic(await host.KeyAsync());

        using var response = await host.SendAsync(HttpMethod.Get, "traces", key, null, ("Origin", Page), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"));
        using var refused = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic("a:b"), null, ("Origin", Page));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal([Page], refused.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Request_LocalWithoutAKey_IsNotShownToOtherSites()
    {
        await using var host = await KeyHost.StartAsync(requireApiKey: false, environment: "Development");

        // An old browser, that says only where it comes from.
        using var response = await host.SendAsync(HttpMethod.Get, "traces", null, null, ("Origin", Page));
        using var preflight = await host.SendAsync(HttpMethod.Options, "traces", null, null, ("Origin", Page), ("Access-Control-Request-Method", "DELETE"), ("Access-Control-Request-Headers", "x-llm-observability"));

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
