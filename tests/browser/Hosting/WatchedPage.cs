using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Observability.Browser.Tests.Hosting;

/// <summary>A page whose console errors, exceptions, policy violations and requests to elsewhere fail the test at its end.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private const string ReportViolations =
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI));";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    private WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"exception: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) && !request.Url.StartsWith("http://localhost:", StringComparison.Ordinal))
            {
                _faults.Enqueue($"request to {request.Url}");
            }
        };
        page.Dialog += (_, dialog) => _faults.Enqueue($"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>Faults a test provokes on purpose: those that contain one of these texts do not count.</summary>
    public IList<string> Expected { get; } = [];

    public static async Task<WatchedPage> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(ReportViolations);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    public void AssertClean()
    {
        string[] unexpected = [.. _faults.Where(fault => !Expected.Any(text => fault.Contains(text, StringComparison.Ordinal)))];

        Assert.Empty(unexpected);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();

        // A test that has failed already keeps its own message.
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            AssertClean();
        }
    }
}
