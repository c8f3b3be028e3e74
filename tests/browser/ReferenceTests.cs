using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

/// <summary>The API's description as a page of its own: without a script, by mouse or keyboard, on any screen.</summary>
public sealed class ReferenceTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, "rgb(251, 251, 252)")]
    [InlineData(ColorScheme.Dark, "rgb(15, 17, 21)")]
    public async Task Reference_InBothThemes_JumpsToAnOperationAndItsType(ColorScheme scheme, string ground)
    {
        await using var host = await DashboardHost.StartAsync("/tools/llm", "/behind/a proxy");
        await using var watched = await browser.OpenAsync(scheme);
        var page = watched.Page;

        await page.GotoAsync(host.Page("/api/public/reference"));
        await page.Locator("nav summary", new() { HasTextString = "Traces " }).ClickAsync();
        await page.Locator("nav a[href='#getTraces']").ClickAsync();
        await Expect(page.Locator("article#getTraces h3")).ToBeInViewportAsync();
        await page.Locator("article#getTraces .example summary").ClickAsync();
        await Expect(page.Locator("article#getTraces pre")).ToContainTextAsync("/api/public/traces?limit=10");
        await page.Locator("article#getTraces a[href='#type-TraceListItemList']").ClickAsync();

        await Expect(page.Locator("article#type-TraceListItemList h3")).ToBeInViewportAsync();
        Assert.EndsWith("/api/public/reference#type-TraceListItemList", page.Url, StringComparison.Ordinal);
        Assert.Equal(ground, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        foreach (var part in new[] { "nav", "article#getTraces", "article#type-TraceListItemList" })
        {
            var result = await page.Locator(part).RunAxe();
            Assert.Empty(result.Violations.Select(violation => $"{violation.Id} {violation.Help}: {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}").ToArray());
        }
    }

    [Fact]
    public async Task Reference_ByKeyboardOnANarrowScreen_SkipsToTheOperationsAndNeverScrollsSideways()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.SetViewportSizeAsync(390, 844);

        await page.GotoAsync(host.Page("/api/public/reference"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        Assert.EndsWith("#content", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("h1")).ToBeInViewportAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Help_OfTheDashboard_LeadsToTheReference()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.GetByText("Waiting for the first trace")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "API reference" });

        Assert.Equal(host.Page("/api/public/reference"), await link.EvaluateAsync<string>("link => link.href"));
    }
}
