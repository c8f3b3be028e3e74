using System.Text.Json;
using Observability.Model;
using Observability.Wire;

namespace Observability.Tests.Wire;

public sealed class CostReaderTests
{
    [Theory]
    [InlineData("""{"input":0.25,"output":0.5}""", "0.75")]
    [InlineData("""{"input":0.25,"output":0.5,"total":1}""", "1")]
    [InlineData("""{"input":"0.25","output":5e-1,"odd":-3,"huge":1e40,"none":null}""", "0.75")]
    public void Read_Amounts_AreKeptByEntry(string details, string total)
    {
        var cost = CostReader.Read(Json(details));

        Assert.NotNull(cost);
        Assert.Equal(CostSource.Provided, cost.Source);
        Assert.Equal(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), cost.Total);
        Assert.Equal(new Dictionary<string, decimal> { ["input"] = 0.25m, ["output"] = 0.5m }, cost.Entries);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"input":"free"}""")]
    [InlineData("""[0.5]""")]
    [InlineData("""0.5""")]
    public void Read_NoAmount_IsUnknown(string details)
    {
        Assert.Null(CostReader.Read(Json(details)));
    }

    [Fact]
    public void Read_OnlyATotal_HasNoEntries()
    {
        var cost = CostReader.Read(Json("""{"total":0.5}"""));

        Assert.Equal(0.5m, cost?.Total);
        Assert.Empty(cost!.Entries);
    }

    [Fact]
    public void ReadUsage_CostsOfTheOlderShape_AreRead()
    {
        var cost = CostReader.ReadUsage(Json("""{"input":3,"output":4,"unit":"TOKENS","inputCost":0.1,"outputCost":0.2}"""));

        Assert.Equal(0.3m, cost?.Total);
        Assert.Equal(new Dictionary<string, decimal> { ["input"] = 0.1m, ["output"] = 0.2m }, cost!.Entries);
        Assert.Null(CostReader.ReadUsage(Json("""{"input":3}""")));
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
