using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Observability.Browser.Tests.Hosting;
using Observability.Browser.Tests.Seeding;
using static Microsoft.Playwright.Assertions;

namespace Observability.Browser.Tests;

/// <summary>Every page in both themes under axe: roles, names, contrast.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private const string CaseId = "aaaaaaaa000000000000000000000001";

    [Theory]
    [InlineData("/traces", ".trace-row")]
    [InlineData("/traces?user=nobody&level=ERROR", ".notice")]
    [InlineData("/traces/" + CaseId, ".detail .section")]
    [InlineData("/traces/" + CaseId + "?observation=aaaaaaaa-5", ".failure")]
    [InlineData("/traces/" + CaseId + "?observation=aaaaaaaa-7", ".usage")]
    [InlineData("/sessions", ".row-link")]
    [InlineData("/sessions/chat-1042", ".turn")]
    public async Task Page_InBothThemes_HasNoViolation(string path, string loaded)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.WriteAsync(Conversations.SupportCase(CaseId, 0).ToBatch());
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var watched = await browser.OpenAsync(scheme);
            await watched.Page.GotoAsync(host.Page(path));
            await Expect(watched.Page.Locator(loaded).First).ToBeVisibleAsync();

            var result = await watched.Page.RunAxe();

            Assert.Empty(result.Violations.Select(violation => $"{scheme}: {violation.Id} {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}").ToArray());
        }
    }
}
