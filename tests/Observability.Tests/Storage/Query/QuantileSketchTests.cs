using Observability.Storage.Query;

namespace Observability.Tests.Storage.Query;

public sealed class QuantileSketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(1)]
    public void Quantile_ManyValuesOfAllSizesAndSigns_IsWithinOnePercentOfTheValueAtThatRank(double quantile)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-6, 7))).ToList();
        var sketch = new QuantileSketch();
        values.ForEach(sketch.Add);

        var result = sketch.Quantile(quantile)!.Value;

        values.Sort();
        var exact = values[(int)Math.Round(quantile * (values.Count - 1), MidpointRounding.AwayFromZero)];
        Assert.InRange(Math.Abs(result - exact), 0, Math.Abs(exact) * 0.0101);
    }

    [Fact]
    public void Quantile_ManyEqualValuesAndZeros_AreFound()
    {
        var sketch = new QuantileSketch();
        for (var i = 0; i < 3000; i++)
        {
            sketch.Add(i < 2000 ? 0 : 5);
        }

        Assert.Equal(0, sketch.Quantile(0.5));
        Assert.InRange(sketch.Quantile(0.9)!.Value, 4.95, 5.05);
    }

    [Fact]
    public void Quantile_NothingOrOneValue_IsNullOrThatValue()
    {
        var empty = new QuantileSketch();
        var one = new QuantileSketch();
        one.Add(-3);

        Assert.Null(empty.Quantile(0.5));
        Assert.Equal(-3, one.Quantile(0.99));
    }
}
