using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

public sealed class AppearanceTests(BrowserFixture browser)
{
    private const string Ground = "() => getComputedStyle(document.body).backgroundColor";

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(251, 251, 252)")]
    [InlineData(ColorScheme.Dark, "rgb(15, 17, 21)")]
    public async Task Theme_NotChosen_FollowsTheSystem(ColorScheme scheme, string ground)
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync(scheme);

        await watched.Page.GotoAsync(host.Page("/traces"));

        Assert.Equal(ground, await watched.Page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task Theme_Chosen_HoldsAfterReload()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Theme: system. Change" }).ClickAsync();
        await page.Keyboard.PressAsync("T");
        await page.ReloadAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Theme: dark. Change" })).ToBeVisibleAsync();
        Assert.Equal("rgb(15, 17, 21)", await page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task Help_QuestionMark_OpensAndEscapeCloses()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.GetByText("Waiting for the first trace")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/llm", "")]
    [InlineData("/", "")]
    [InlineData("/tools/llm", "/behind/a proxy")]
    public async Task Dashboard_UnderAnyPath_LoadsAndNavigates(string prefix, string pathBase)
    {
        const string Id = "aaaaaaaa000000000000000000000001";
        await using var host = await DashboardHost.StartAsync(prefix, pathBase);
        await host.WriteAsync(Conversations.SupportCase(Id, 0).ToBatch());
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces/" + Id));
        await Expect(page.Locator(".tree-scroll [role=row]")).ToHaveCountAsync(8);
        await page.GetByRole(AriaRole.Link, new() { Name = "All traces" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "SupportAgent" }).ClickAsync();
        await Expect(page.Locator(".tree-scroll [role=row]")).ToHaveCountAsync(8);
        await page.ReloadAsync();

        await Expect(page.Locator(".tree-scroll [role=row]")).ToHaveCountAsync(8);
        Assert.StartsWith(new Uri(host.Page("/traces/" + Id)).AbsoluteUri, page.Url, StringComparison.Ordinal);
    }
}
