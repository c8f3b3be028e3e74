using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

public sealed class SafetyTests(BrowserFixture browser)
{
    private const string AttackId = "dddddddd000000000000000000000004";

    [Fact]
    public async Task AttackText_EverywhereTextCanBe_StaysText()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.WriteAsync(Conversations.Attack(AttackId, 0).ToBatch());
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.Locator(".trace-scroll .row-link")).ToHaveTextAsync(Conversations.AttackText);
        await AssertNoForeignElementAsync(page);
        await page.GotoAsync(host.Page("/traces/" + AttackId));
        await Expect(page.Locator(".message.is-user")).ToContainTextAsync(Conversations.AttackText);
        await Expect(page.Locator(".failure")).ToContainTextAsync(Conversations.AttackText);
        await AssertNoForeignElementAsync(page);
        await page.GetByRole(AriaRole.Tab, new() { Name = "JSON" }).ClickAsync();
        await Expect(page.Locator(".json")).ToContainTextAsync(Conversations.AttackText);
        await AssertNoForeignElementAsync(page);
        await page.GotoAsync(host.Page("/sessions"));
        await page.Locator(".table .row-link").ClickAsync();
        await Expect(page.Locator(".turn .is-user")).ToContainTextAsync(Conversations.AttackText);

        await AssertNoForeignElementAsync(page);
    }

    [Fact]
    public async Task Policy_InlineScript_IsRefusedByTheBrowser()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        watched.Expected.Add("CSP");
        watched.Expected.Add("Content Security Policy");
        await watched.Page.GotoAsync(host.Page("/traces"));

        // The other tests rely on the policy and its observer; this one shows that both work.
        await watched.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); }");

        Assert.False(await watched.Page.EvaluateAsync<bool>("() => window.ran === true"));
    }

    [Fact]
    public async Task Pages_Headers_KeepThePolicyAndAreNotStale()
    {
        await using var host = await DashboardHost.StartAsync();
        using var client = new HttpClient();

        using var first = await client.GetAsync(new Uri(host.Page("/traces/anything")), TestContext.Current.CancellationToken);
        Assert.SkipWhen(first.StatusCode == HttpStatusCode.ServiceUnavailable, "The dashboard was built without Node.js.");
        using var again = new HttpRequestMessage(HttpMethod.Get, host.Page("/traces/anything"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(again, TestContext.Current.CancellationToken);

        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.True(first.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Assets_Hashed_AreImmutableAndCompressed()
    {
        await using var host = await DashboardHost.StartAsync();
        using var client = new HttpClient();
        using var page = await client.GetAsync(new Uri(host.Page("/traces")), TestContext.Current.CancellationToken);
        Assert.SkipWhen(page.StatusCode == HttpStatusCode.ServiceUnavailable, "The dashboard was built without Node.js.");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var script = System.Text.RegularExpressions.Regex.Match(html, @"\./(assets/index-[^""]+\.js)").Groups[1].Value;

        using var request = new HttpRequestMessage(HttpMethod.Get, host.Page("/" + script));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        using var missing = await client.GetAsync(new Uri(host.Page("/assets/index-00000000.js")), TestContext.Current.CancellationToken);

        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task AssertNoForeignElementAsync(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelectorAll('#root script, #root img, #root iframe, #root a[href^=\"javascript:\"], [onerror]').length"));
    }
}
