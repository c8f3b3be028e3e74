using System.Diagnostics;
using Observability.Testing.Remote;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Observability.Tests.Remote;

/// <summary>What the application observes of its HTTP calls does not show ours.</summary>
public sealed class OwnRequestsTests
{
    [Fact]
    public async Task Sending_WhileHttpIsTraced_MakesNoSpanAndNoHeader()
    {
        List<Activity> exported = [];
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource("app").AddHttpClientInstrumentation().AddInMemoryExporter(exported).Build();
        using var source = new ActivitySource("app");
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);

        using (source.StartActivity("request"))
        {
            await harness.WriteAsync();
            await harness.RecoverAsync();
            using var client = new HttpClient();
            await client.GetAsync(new Uri(harness.Server.Url + "/of-the-application"), TestContext.Current.CancellationToken);
        }

        provider.ForceFlush();
        var traced = exported.Select(activity => activity.GetTagItem("url.full") as string).OfType<string>().Where(url => url.StartsWith(harness.Server.Url, StringComparison.Ordinal));
        Assert.EndsWith("/of-the-application", Assert.Single(traced));
        Assert.Equal(["/of-the-application"], harness.Server.Requests.Where(request => request.Headers.ContainsKey("traceparent")).Select(request => request.Path));
    }
}
