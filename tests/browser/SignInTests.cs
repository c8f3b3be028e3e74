using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Storage;
using Observability.Testing;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

/// <summary>The page where every request needs a key.</summary>
public sealed class SignInTests(BrowserFixture browser)
{
    private static readonly (string PublicKey, string SecretKey) Key = ("pk-lf-0123456789ab", "sk-lf-0123456789ab");

    [Fact]
    public async Task Page_WithoutASession_AsksForAKeyAndShowsTheProjectAfterwards()
    {
        await using var host = await DashboardHost.StartAsync(key: Key);
        await host.WriteAsync(new TelemetryBatch { Observations = [Some.Generation("aaaaaaaa000000000000000000000001", "o1")] });
        await using var watched = await browser.OpenAsync();
        watched.Expected.Add("401");
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(page.GetByText("chat gpt-4o")).ToHaveCountAsync(0);

        await page.GetByLabel("Public key").FillAsync(Key.PublicKey);
        await page.GetByLabel("Secret key").FillAsync("sk-lf-not-the-one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the pair of a valid API key");

        await page.GetByLabel("Secret key").FillAsync(Key.SecretKey);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("chat gpt-4o").First).ToBeVisibleAsync();
        Assert.EndsWith("/llm/traces", page.Url, StringComparison.Ordinal);

        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal((true, SameSiteAttribute.Strict, "/llm"), (cookie.HttpOnly, cookie.SameSite, cookie.Path));
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain(Key.SecretKey, await page.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"), StringComparison.Ordinal);

        await page.ReloadAsync();
        await Expect(page.GetByText("chat gpt-4o").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_InAnApplication_AsksForNoKey()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces"));

        await Expect(watched.Page.GetByText("Waiting for the first trace")).ToBeVisibleAsync();
        await Expect(watched.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(0);
    }
}
