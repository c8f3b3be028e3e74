using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

public sealed class LargeTraceTests(BrowserFixture browser, ITestOutputHelper output)
{
    private const string Id = "eeeeeeee000000000000000000000005";
    private const int Observations = 10_000;

    // Wide: it is there to notice a lost virtualisation.
    private const int RowsWithin = 200;

    private const string ScrollThrough = """
        async () => {
          const scroller = document.querySelector('.tree-scroll');
          const frames = [];
          let rows = 0;
          let last = await new Promise(requestAnimationFrame);
          for (let step = 0; step < 120; step++) {
            scroller.scrollTop += step < 100 ? 400 : scroller.scrollHeight / 25;
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - last);
            last = now;
            rows = Math.max(rows, scroller.querySelectorAll('[role=row]').length);
          }
          frames.sort((a, b) => a - b);
          return { median: frames[60], p95: frames[114], max: frames[119], rows };
        }
        """;

    [Fact]
    public async Task Trace_Of10000Observations_OpensAndScrollsWithFewRows()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.WriteAsync(Conversations.Large(Id, 0, Observations).ToBatch());
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces"));
        await Expect(page.Locator(".row-link")).ToHaveTextAsync("Nightly batch");

        var clock = Stopwatch.StartNew();
        await page.GotoAsync(host.Page("/traces/" + Id));
        await Expect(page.Locator(".tree-scroll [role=row]").First).ToBeVisibleAsync();
        var opened = clock.Elapsed;
        var scroll = await page.EvaluateAsync<ScrollFigures>(ScrollThrough);
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".tree-scroll [aria-selected=true]")).ToBeVisibleAsync();

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"opened in {opened.TotalMilliseconds:F0} ms; frames while scrolling: median {scroll.Median:F1} ms, p95 {scroll.P95:F1} ms, max {scroll.Max:F1} ms; at most {scroll.Rows} rows"));
        await Expect(page.GetByText("10,000 observations")).ToBeVisibleAsync();
        Assert.InRange(scroll.Rows, 10, RowsWithin);
    }

    [Fact]
    public async Task Trace_Of10000Observations_FindsAndJumpsToErrors()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.WriteAsync(Conversations.Large(Id, 0, Observations).ToBatch());
        await using var watched = await browser.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(host.Page("/traces/" + Id));
        await Expect(page.GetByText("10,000 observations")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("e");
        await page.Keyboard.PressAsync("e");

        await Expect(page.Locator(".tree-scroll [aria-selected=true]")).ToBeInViewportAsync();
        await Expect(page.Locator(".tree-scroll [aria-selected=true]")).ToContainTextAsync("Catalog.search");
        await Expect(page.Locator(".failure")).ToContainTextAsync("The catalog is closed.");
    }

    private sealed record ScrollFigures
    {
        public double Median { get; init; }

        public double P95 { get; init; }

        public double Max { get; init; }

        public int Rows { get; init; }
    }
}
