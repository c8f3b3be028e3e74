using System.Net;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>What a browser may do, and on whose behalf.</summary>
public sealed class BrowserProofTests
{
    private const string Proof = "X-Llm-Observability: 1";

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: same-origin|" + Proof, HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: same-origin", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site: same-site|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site: cross-site|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site: none|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Origin: OWN|" + Proof, HttpStatusCode.OK)]
    [InlineData("Origin: OWN", HttpStatusCode.Forbidden)]
    [InlineData("Origin: http://evil.example|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Origin: http://127.0.0.1:1|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Origin: null|" + Proof, HttpStatusCode.Forbidden)]
    [InlineData("Cookie: session=1", HttpStatusCode.Forbidden)]
    public async Task Delete_FromABrowser_NeedsOurOwnPage(string headers, HttpStatusCode expected)
    {
        var store = await Telemetry.OneTraceAsync();
        await using var host = await ApiHost.StartAsync(store);

        using var response = await SendAsync(host, HttpMethod.Delete, "traces/golden", headers);

        Assert.Equal(expected, response.StatusCode);
        var left = await store.GetTraceAsync(ProjectId.Default, new TraceId("golden"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected == HttpStatusCode.OK, left is null);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: same-origin|Sec-Fetch-Mode: cors", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: none|Sec-Fetch-Mode: navigate", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site: same-site|Sec-Fetch-Mode: cors", HttpStatusCode.Forbidden)]
    public async Task Get_FromABrowser_IsNotForOtherSites(string headers, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        using var response = await SendAsync(host, HttpMethod.Get, "traces", headers);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("nothing-here")]
    [InlineData("/llm/")]
    public async Task EveryAnswer_Always_CarriesTheSecurityHeaders(string path)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        using var response = await SendAsync(host, HttpMethod.Get, path, "");

        var policy = string.Join(';', response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains(response.Headers.GetValues("Referrer-Policy").Single(), new[] { "no-referrer", "same-origin" });
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    private static Task<HttpResponseMessage> SendAsync(ApiHost host, HttpMethod method, string path, string headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (header.Split(": ")[0], header.Split(": ")[1]);
            request.Headers.TryAddWithoutValidation(name, value.Replace("OWN", host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        }

        return host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
