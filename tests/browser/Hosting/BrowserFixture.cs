using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Observability.Browser.Tests.Hosting;

/// <summary>One Chromium for all tests. Where it or the built page is missing the tests skip and say why.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // It ends a test that hangs; how fast a page is, is not for tests to say on a machine that does other work.
    private const float WaitMilliseconds = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(WaitMilliseconds);
        var path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";
        if (!typeof(Dashboard.DashboardEndpoints).Assembly.GetManifestResourceNames().Contains("web/index.html"))
        {
            _missing = "The dashboard was built without Node.js, so there is no page to test.";
        }
        else if (!File.Exists(path))
        {
            _missing = $"There is no browser at '{path}'. Install Chromium or set CHROMIUM_PATH.";
        }
        else
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        }
    }

    /// <summary>Opens a page in a context of its own and watches everything that must not happen on it.</summary>
    public async Task<WatchedPage> OpenAsync(ColorScheme colorScheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = colorScheme,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            TimezoneId = "Europe/Berlin",
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(WaitMilliseconds);
        return await WatchedPage.OpenAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
