using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

public sealed class TraceListTests(BrowserFixture browser)
{
    private const string CaseId = "aaaaaaaa000000000000000000000001";
    private const string MailId = "bbbbbbbb000000000000000000000002";
    private const string ChineseId = "cccccccc000000000000000000000003";

    [Fact]
    public async Task Traces_NoneYet_ShowsHowToBegin()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page(""));

        await Expect(watched.Page.GetByText("Waiting for the first trace")).ToBeVisibleAsync();
        Assert.EndsWith("/llm/traces", watched.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_Some_ShowsTheirFactsNewestFirst()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces"));

        await Expect(Rows(watched.Page)).ToHaveCountAsync(3);
        var row = Rows(watched.Page).Nth(2);
        await Expect(row).ToContainTextAsync("SupportAgent");
        await Expect(row).ToContainTextAsync("Where is my order 1042?");
        await Expect(row).ToContainTextAsync("arrives tomorrow before noon");
        await Expect(row).ToContainTextAsync("ann@example.com");
        await Expect(row).ToContainTextAsync("chat-1042");
        await Expect(row).ToContainTextAsync("production");
        await Expect(row).ToContainTextAsync("6.20 s");
        await Expect(row).ToContainTextAsync("3,023");
        await Expect(row).ToContainTextAsync("$0.00750");
        await Expect(row).ToContainTextAsync("vip");
        await Expect(row.GetByTitle("1 failed")).ToHaveTextAsync("1");
        await Expect(Rows(watched.Page).Nth(0)).ToContainTextAsync("订单");
        await Expect(Rows(watched.Page).Nth(0).Locator("time")).ToHaveAttributeAsync("title", "2026-11-20 09:03:20.000 UTC");
    }

    [Theory]
    [InlineData("?user=ann%40example.com", "SupportAgent")]
    [InlineData("?session=chat-bob", "Classify mail")]
    [InlineData("?env=staging&name=mail", "Classify mail")]
    [InlineData("?model=gpt-4o-2024", "SupportAgent")]
    [InlineData("?tag=vip&tag=web", "SupportAgent")]
    [InlineData("?level=ERROR", "SupportAgent")]
    [InlineData("?minLatency=5", "SupportAgent")]
    [InlineData("?minCost=0.001", "SupportAgent")]
    [InlineData("?from=2026-11-20T09:03:00Z", "客服")]
    [InlineData("?to=2026-11-20T09:01:00Z", "SupportAgent")]
    [InlineData("?q=invoice", "Classify mail")]
    [InlineData("?q=订单", "客服")]
    public async Task Traces_FilterInAddress_ShowsOnlyWhatMatches(string query, string name)
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces" + query));

        await Expect(Rows(watched.Page)).ToHaveCountAsync(1);
        await Expect(Rows(watched.Page)).ToContainTextAsync(name);
    }

    [Fact]
    public async Task Filters_ChosenByHand_AreInTheAddressAndCanBeRemoved()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await page.GetByLabel("Field").SelectOptionAsync("user");
        await page.GetByLabel("Value").FillAsync("bob");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Rows(page)).ToHaveCountAsync(1);
        var filtered = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter User bob" }).ClickAsync();

        await Expect(Rows(page)).ToHaveCountAsync(3);
        Assert.EndsWith("/traces?user=bob", filtered, StringComparison.Ordinal);
        Assert.EndsWith("/traces", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FromTheKeyboard_FindsTextOfOutputs()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(Rows(page)).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("carrier noon");
        await page.Keyboard.PressAsync("Enter");

        await Expect(Rows(page)).ToHaveCountAsync(1);
        await Expect(Rows(page)).ToContainTextAsync("SupportAgent");
        Assert.Contains("q=carrier+noon", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithoutMatch_SaysSoAndClears()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();

        await watched.Page.GotoAsync(host.Page("/traces?q=nothinglikethis"));
        await Expect(watched.Page.GetByText("No trace matches")).ToBeVisibleAsync();
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Clear the filters" }).ClickAsync();

        await Expect(Rows(watched.Page)).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task List_KeysJAndEnter_OpenTheSelectedTraceAndEscapeComesBack()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(Rows(page)).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Rows(page).Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Classify mail", Level = 1 })).ToBeVisibleAsync();
        var opened = page.Url;
        await page.Keyboard.PressAsync("Escape");

        await Expect(Rows(page)).ToHaveCountAsync(3);
        Assert.Contains("/traces/" + MailId, opened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ManyTraces_LoadsPagesWhileScrollingAndKeepsFewRows()
    {
        await using var host = await DashboardHost.StartAsync();
        for (var index = 0; index < 230; index++)
        {
            await host.WriteAsync(Conversations.Simple($"{index:x8}000000000000000000000000", $"call {index}", index, "question", "answer").ToBatch());
        }

        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(Rows(page).First).ToContainTextAsync("call 229");

        await page.Keyboard.PressAsync("j");
        for (var step = 0; step < 12; step++)
        {
            await page.Keyboard.PressAsync("G");
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
            if (await page.GetByText("call 0", new() { Exact = true }).CountAsync() > 0)
            {
                break;
            }

            await page.WaitForFunctionAsync("() => !document.querySelector('.table-more')");
        }

        await Expect(page.GetByText("call 0", new() { Exact = true })).ToBeVisibleAsync();
        Assert.InRange(await Rows(page).CountAsync(), 5, 80);
    }

    [Fact]
    public async Task Live_NewTrace_ArrivesByItself()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(host.Page("/traces"));
        await Expect(watched.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await CaptureAsync(host, "fresh call");

        await Expect(Rows(watched.Page)).ToHaveCountAsync(4);
        await Expect(Rows(watched.Page).First).ToContainTextAsync("fresh call");
    }

    [Fact]
    public async Task Live_Paused_CountsAndShowsAfterResuming()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("p");
        await CaptureAsync(host, "while paused");
        await Expect(page.GetByText("1 new")).ToBeVisibleAsync();
        await Expect(Rows(page)).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("p");

        await Expect(Rows(page)).ToHaveCountAsync(4);
        await Expect(Rows(page).First).ToContainTextAsync("while paused");
    }

    [Fact]
    public async Task Traces_ServerGone_SaysSoAndOffersToTryAgain()
    {
        await using var host = await SeededAsync();
        await using var watched = await browser.OpenAsync();
        watched.Expected.Add("Failed to load resource");
        watched.Expected.Add("net::ERR");
        var page = watched.Page;
        await page.RouteAsync("**/api/public/traces?**", route => route.FulfillAsync(new() { Status = 400, ContentType = "application/json", Body = "{\"message\":\"The store is on fire.\"}" }));
        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The store is on fire.");

        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(Rows(page)).ToHaveCountAsync(3);
    }

    private static ILocator Rows(IPage page) => page.Locator(".trace-scroll [role=row]");

    private static async Task CaptureAsync(DashboardHost host, string name)
    {
        using (var generation = host.Observability.Tracer.StartGeneration(name, "gpt-4o"))
        {
            generation.SetInput("hello").SetOutput("hi");
        }

        await host.Observability.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<DashboardHost> SeededAsync()
    {
        var host = await DashboardHost.StartAsync();
        await host.WriteAsync(Conversations.SupportCase(CaseId, 0).ToBatch());
        await host.WriteAsync(Conversations.Simple(MailId, "Classify mail", 100, "The invoice shows the wrong address", "billing").ToBatch());
        await host.WriteAsync(Conversations.Simple(ChineseId, "客服", 200, "我的订单什么时候到?", "明天", user: "li", environment: "test").ToBatch());
        return host;
    }
}
