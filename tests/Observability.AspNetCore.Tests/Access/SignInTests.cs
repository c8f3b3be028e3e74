using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>A browser's way in.</summary>
public sealed class SignInTests
{
    private static readonly (string, string)[] OwnPage = [("Sec-Fetch-Site", "same-origin"), ("X-Llm-Observability", "1")];

    [Fact]
    public async Task SignIn_WithAPair_GivesACookieThatOpensTheProject()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();

        using var response = await SignInAsync(host, pair.PublicKey, pair.SecretKey);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/llm;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(pair.SecretKey, cookie, StringComparison.Ordinal);
        using var traces = await host.SendAsync(HttpMethod.Get, "traces", null, null, Cookie(response));
        using var me = await host.SendAsync(HttpMethod.Get, "sign-in", null, null, Cookie(response));
        Assert.Equal(HttpStatusCode.OK, traces.StatusCode);
        Assert.Equal("""{"via":"session","projectId":"first","projectName":"first","scope":"full","expiresAt":null}""", await me.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("PUBLIC", "sk-lf-0123456789")]
    [InlineData("pk-lf-0123456789", "SECRET")]
    [InlineData("PUBLIC", "")]
    public async Task SignIn_WithoutThePair_IsRefused(string? publicKey, string? secretKey)
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();

        using var response = await SignInAsync(host, publicKey == "PUBLIC" ? pair.PublicKey : publicKey, secretKey == "SECRET" ? pair.SecretKey : secretKey);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(ApiKeyScope.IngestOnly)]
    [InlineData(ApiKeyScope.ScoresOnly)]
    [InlineData(ApiKeyScope.Organization)]
    internal async Task SignIn_WithAKeyThatMayNotRead_IsRefused(ApiKeyScope scope)
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync(scope);

        using var response = await SignInAsync(host, pair.PublicKey, pair.SecretKey);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task SignIn_FromAnotherSite_IsRefused()
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        using var body = JsonContent.Create(new { publicKey = pair.PublicKey, secretKey = pair.SecretKey });

        using var response = await host.SendAsync(HttpMethod.Post, "sign-in", null, body, ("Sec-Fetch-Site", "cross-site"), ("X-Llm-Observability", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    public async Task Change_WithTheCookie_NeedsOurOwnPage(string site, HttpStatusCode expected)
    {
        await using var host = await KeyHost.StartAsync();
        var pair = await host.KeyAsync();
        using var signedIn = await SignInAsync(host, pair.PublicKey, pair.SecretKey);

        (string, string)[] proof = site.Length == 0 ? [] : [("Sec-Fetch-Site", site), ("X-Llm-Observability", "1")];
        using var response = await host.SendAsync(HttpMethod.Delete, "traces/x", null, null, [Cookie(signedIn), .. proof]);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Session_SignedOutExpiredOrItsKeyRevoked_IsOver()
    {
        await using var host = await KeyHost.StartAsync(api: options => options.SessionLifetime = TimeSpan.FromHours(1));
        var pair = await host.KeyAsync();
        using var first = await SignInAsync(host, pair.PublicKey, pair.SecretKey);
        using var second = await SignInAsync(host, pair.PublicKey, pair.SecretKey);

        using (var signedOut = await host.SendAsync(HttpMethod.Delete, "sign-in", null, null, [Cookie(first), .. OwnPage]))
        {
            Assert.Equal(HttpStatusCode.OK, signedOut.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, second));

        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, second));

        using var third = await SignInAsync(host, pair.PublicKey, pair.SecretKey);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, third));
        await host.Keys.DeleteAsync((await host.Keys.FindByPublicKeyAsync(pair.PublicKey))!.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, third));
    }

    [Fact]
    public async Task Cookie_ThatWasMadeUp_OpensNothing()
    {
        await using var host = await KeyHost.StartAsync();

        using var response = await host.SendAsync(HttpMethod.Get, "traces", null, null, ("Cookie", "llm-observability-session=AAAA"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Page_WithoutASession_IsServed()
    {
        await using var host = await KeyHost.StartAsync();

        using var page = await host.SendAsync(HttpMethod.Get, "/llm/traces");
        using var foreign = await host.SendAsync(HttpMethod.Get, "/llm/traces", new System.Net.Http.Headers.AuthenticationHeaderValue("Basic", "cHJveHk6cGFzc3dvcmQ="));

        Assert.Contains(page.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
        Assert.Equal(page.StatusCode, foreign.StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(KeyHost host, string? publicKey, string? secretKey) =>
        host.SendAsync(HttpMethod.Post, "sign-in", null, JsonContent.Create(new { publicKey, secretKey }), OwnPage);

    private static async Task<HttpStatusCode> StatusAsync(KeyHost host, HttpResponseMessage signedIn)
    {
        using var response = await host.SendAsync(HttpMethod.Get, "traces", null, null, Cookie(signedIn));
        return response.StatusCode;
    }

    private static (string, string) Cookie(HttpResponseMessage signedIn) => ("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
}
