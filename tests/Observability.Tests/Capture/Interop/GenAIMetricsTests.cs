using Microsoft.Extensions.AI;
using Observability.Tests.Capture.Chat;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observability.Tests.Capture.Interop;

[Collection(nameof(TelemetryCollection))]
public sealed class GenAIMetricsTests
{
    [Fact]
    public async Task Metrics_OfAPlainAndAStreamedCall_FollowTheConventions()
    {
        var metrics = await MeasureAsync(usesOpenTelemetry: false);

        Assert.Equal(
            ["gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk", "gen_ai.client.token.usage"],
            metrics.Select(metric => metric.Name).Order());
        Assert.Equal(50, Sum(metrics.Single(metric => metric.Name == "gen_ai.client.token.usage")));
        Assert.Equal(2, Count(metrics.Single(metric => metric.Name == "gen_ai.client.operation.duration")));
        Assert.Equal(1, Count(metrics.Single(metric => metric.Name == "gen_ai.client.operation.time_to_first_chunk")));
    }

    [Fact]
    public async Task Metrics_WhereAnotherInstrumentationMeasures_AreNotDoubled()
    {
        Assert.Empty(await MeasureAsync(usesOpenTelemetry: true));
    }

    private static async Task<List<MetricSnapshot>> MeasureAsync(bool usesOpenTelemetry)
    {
        var exported = new List<MetricSnapshot>();
        await using var test = await ChatCase.StartAsync();
        using (var provider = Sdk.CreateMeterProviderBuilder().AddLlmObservability().AddInMemoryExporter(exported).Build())
        {
            var builder = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance);
            using var client = (usesOpenTelemetry ? builder.UseOpenTelemetry() : builder).Build();
            await client.GetResponseAsync("Hello");
            await foreach (var _ in client.GetStreamingResponseAsync("Hello"))
            {
            }

            provider.ForceFlush();
        }

        return [.. exported.GroupBy(metric => metric.Name).Select(group => group.Last())];
    }

    private static double Sum(MetricSnapshot metric) => metric.MetricPoints.Sum(point => point.GetHistogramSum());

    private static long Count(MetricSnapshot metric) => metric.MetricPoints.Sum(point => point.GetHistogramCount());
}
