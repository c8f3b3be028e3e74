using Observability.Model;
using Observability.Storage;
using Observability.Storage.Query;
using Observability.Testing;

namespace Observability.Tests.Storage.Query;

public sealed class MetricsAccumulatorTests
{
    [Fact]
    public void Add_MoreGroupsThanTheBound_LeavesTheRestOutAndSaysSo()
    {
        var plan = MetricsPlan.Create(new MetricsQuery { Metrics = [Metric.Count], Dimensions = [FilterField.Id], From = Some.Time, To = Some.Time.AddDays(1) });
        var accumulator = new MetricsAccumulator(plan);

        for (var i = 0; i <= MetricsAccumulator.MaxGroups; i++)
        {
            accumulator.Add(new ObservationRow(Some.Span("t", $"o{i}"), []));
        }

        Assert.True(accumulator.ToResult().IsTruncated);
    }

    [Fact]
    public void Add_AMillionTinyCosts_SumWithoutDrift()
    {
        var plan = MetricsPlan.Create(new MetricsQuery { Metrics = [new Metric(Measure.TotalCost, Aggregation.Sum)], From = Some.Time, To = Some.Time.AddDays(1) });
        var accumulator = new MetricsAccumulator(plan);
        var row = new ObservationRow(Some.Span("t", "o") with { Cost = new Cost { Total = 0.0000001m } }, []);

        for (var i = 0; i < 1_000_000; i++)
        {
            accumulator.Add(row);
        }

        Assert.Equal(0.1, accumulator.ToResult().Rows[0].Values[0]!.Value, 15);
    }
}
