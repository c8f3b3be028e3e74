using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using Observability.Model;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

public sealed class TracePageTests(BrowserFixture browser)
{
    private const string CaseId = "aaaaaaaa000000000000000000000001";

    // A 2×2 PNG.
    private static readonly byte[] Image = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Trace_Opened_ShowsTotalsTreeAndTimeline()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces/" + CaseId));

        await Expect(Rows(page)).ToHaveCountAsync(8);
        await Expect(Rows(page).Locator(".tree-name .clip")).ToHaveTextAsync(
        [
            "SupportAgent", "render support-answer", "embeddings text-embedding-3-small", "function calling",
            "chat gpt-4o-2024-08-06", "Carrier.track", "Orders.find", "chat gpt-4o-2024-08-06",
        ]);
        Assert.Equal(["1", "2", "2", "2", "3", "3", "3", "3"], await Rows(page).EvaluateAllAsync<string[]>("rows => rows.map(row => row.ariaLevel)"));
        var header = page.Locator(".trace-header");
        foreach (var fact in new[] { "6.20 s", "2,723 → 300", "$0.00750", "ann@example.com", "chat-1042", "production", "2026.11.2", "vip", "web" })
        {
            await Expect(header).ToContainTextAsync(fact);
        }

        var lane = (await Rows(page).Nth(0).Locator(".lane").BoundingBoxAsync())!;
        var bar = (await Rows(page).Nth(7).Locator(".bar").BoundingBoxAsync())!;
        Assert.Equal(3.0 / 6.2, (bar.X - lane.X) / lane.Width, 2);
        Assert.Equal(3.1 / 6.2, bar.Width / lane.Width, 2);
    }

    [Fact]
    public async Task Trace_StreamedGeneration_ShowsMessagesToolsUsageAndCost()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces/" + CaseId + "?observation=aaaaaaaa-7"));

        var detail = page.Locator(".detail");
        await Expect(detail.Locator(".message .role")).ToHaveTextAsync(["system", "user", "assistant", "tool", "assistant"]);
        await Expect(detail.Locator(".tool-call")).ToContainTextAsync("Orders-find");
        await Expect(detail.Locator(".tool-call")).ToContainTextAsync("orderId: 1042");
        await Expect(detail.Locator(".message.is-tool")).ToContainTextAsync("in transit");
        await Expect(detail.Locator(".message").Last).ToContainTextAsync("arrives tomorrow before noon");
        await Expect(detail.Locator(".stats")).ToContainTextAsync("700 ms");
        await Expect(detail.Locator(".stats")).ToContainTextAsync("stop");
        await Expect(detail.Locator(".usage tbody tr")).ToHaveTextAsync(
            ["Input500$0.00125", "Input, cached1,000$0.00125", "Output150$0.00150", "Output, reasoning90$0.000900"], new() { UseInnerText = false });
        await Expect(detail.Locator(".usage tfoot")).ToContainTextAsync("1,740");
        await Expect(detail).ToContainTextAsync("temperature");
    }

    [Fact]
    public async Task Trace_ImageInMessage_IsShownFromTheStore()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(host.Page("/traces/" + CaseId));

        var image = page.Locator(".media-image img");
        await Expect(image).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.media-image img').naturalWidth === 2");
    }

    [Fact]
    public async Task Trace_FailedTool_IsFoundByKeyAndExplained()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces/" + CaseId));
        await Expect(Rows(page)).ToHaveCountAsync(8);

        await page.Keyboard.PressAsync("e");

        await Expect(Selected(page)).ToContainTextAsync("Carrier.track");
        await Expect(page.Locator(".failure")).ToContainTextAsync("System.Net.Http.HttpRequestException");
        await Expect(page.Locator(".failure")).ToContainTextAsync("The carrier answered 503 (Service Unavailable).");
        Assert.EndsWith("?observation=aaaaaaaa-5", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_RenderedPrompt_IsShownWithItsPrompt()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces/" + CaseId + "?observation=aaaaaaaa-1"));

        await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "Rendered prompt" })).ToBeVisibleAsync();
        await Expect(watched.Page.Locator(".detail")).ToContainTextAsync("<message role=\"user\">Where is my order 1042?</message>");
        await Expect(watched.Page.Locator(".detail .stats")).ToContainTextAsync("support-answer v4");
    }

    [Fact]
    public async Task Trace_RootSelected_ShowsTheScoresOfTheTrace()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces/" + CaseId));

        await Expect(watched.Page.Locator(".scores")).ToContainTextAsync("helpful");
        await Expect(watched.Page.Locator(".scores")).ToContainTextAsync("0.9");
        await Expect(watched.Page.Locator(".scores")).ToContainTextAsync("The date was looked up.");
        await Expect(watched.Page.Locator(".key-values")).ToContainTextAsync("acme");
    }

    [Fact]
    public async Task Tree_Keys_MoveCollapseAndExpand()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces/" + CaseId));
        await Expect(Rows(page)).ToHaveCountAsync(8);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(Selected(page)).ToContainTextAsync("function calling");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Rows(page)).ToHaveCountAsync(4);
        await Expect(Selected(page)).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Rows(page)).ToHaveCountAsync(8);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Selected(page)).ToContainTextAsync("chat gpt-4o");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Selected(page)).ToContainTextAsync("function calling");
        await page.Keyboard.PressAsync("[");
        await Expect(Rows(page)).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("]");

        await Expect(Rows(page)).ToHaveCountAsync(8);
    }

    [Fact]
    public async Task Tree_Search_KeepsMatchesAndTheirParents()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces/" + CaseId));
        await Expect(Rows(page)).ToHaveCountAsync(8);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("carrier");

        await Expect(Rows(page).Locator(".tree-name .clip")).ToHaveTextAsync(["SupportAgent", "function calling", "Carrier.track"]);
        await Expect(page.GetByText("1 of 8 observations")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(Rows(page)).ToHaveCountAsync(8);
    }

    [Fact]
    public async Task Detail_JsonView_ShowsTheWholeObservationFolded()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces/" + CaseId + "?observation=aaaaaaaa-7"));

        await page.GetByRole(AriaRole.Tab, new() { Name = "JSON" }).ClickAsync();

        var json = page.Locator(".json");
        await Expect(json).ToContainTextAsync("finishReason: \"stop\"");
        await Expect(json).ToContainTextAsync("usageDetails: {");
        await json.GetByText("usageDetails: ").ClickAsync();
        await Expect(json).ToContainTextAsync("usageDetails: { 5 }");
    }

    [Fact]
    public async Task Trace_ProjectAddressOfTheSdks_OpensIt()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/project/default/traces/" + CaseId));

        await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "SupportAgent", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Trace_Unknown_SaysSo()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();
        watched.Expected.Add("404");

        await watched.Page.GotoAsync(host.Page("/traces/ffffffffffffffffffffffffffffffff"));

        await Expect(watched.Page.GetByText("There is no such trace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sessions_OfSeededTraces_ReadAsConversation()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/sessions"));

        await page.GetByRole(AriaRole.Link, new() { Name = "chat-1042" }).ClickAsync();

        await Expect(page.Locator(".turn .is-user")).ToContainTextAsync("Where is my order 1042?");
        await Expect(page.Locator(".turn .is-assistant")).ToContainTextAsync("arrives tomorrow before noon");
    }

    private static ILocator Rows(IPage page) => page.Locator(".tree-scroll [role=row]");

    private static ILocator Selected(IPage page) => page.Locator(".tree-scroll [aria-selected=true]");

    private static async Task<DashboardHost> SeededAsync()
    {
        var host = await DashboardHost.StartAsync();
        var image = new MediaContent("image/png", Image);
        await host.Observability.Media.PutAsync(ProjectId.Default, image, TestContext.Current.CancellationToken);
        await host.WriteAsync(Conversations.SupportCase(CaseId, 0, new MediaReference(image.Id, "image/png")).ToBatch());
        return host;
    }
}
