using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    [Theory]
    [InlineData("The quick brown fox", "quick fox", true)]
    [InlineData("The quick brown fox", "QUICK", true)]
    [InlineData("The quick brown fox", "quick cat", false)]
    [InlineData("The quick brown fox", "quic", false)]
    [InlineData("Ein Café in Zürich, Straße 7", "cafe zurich strasse", true)]
    [InlineData("cafe", "café", true)]
    [InlineData("Order ORD-4711/b failed with 0x80070005", "ord-4711", true)]
    [InlineData("Order ORD-4711/b failed with 0x80070005", "0x80070005", true)]
    [InlineData("Order ORD-4711", "471", false)]
    [InlineData("价格是多少？我想退款。", "退款", true)]
    [InlineData("价格是多少？我想退款。", "退", true)]
    [InlineData("价格是多少？我想退款。", "想退款", true)]
    [InlineData("价格是多少？我想退款。", "款退", false)]
    [InlineData("东京今天的天气很好", "北京", false)]
    [InlineData("東京タワーの天気を教えてください", "天気", true)]
    [InlineData("東京タワーの天気を教えてください", "タワー", true)]
    [InlineData("東京ﾀﾜｰ", "タワー", true)]
    [InlineData("ガラス", "カラス", false)]
    [InlineData("서울의 날씨는 어떻습니까", "날씨", true)]
    [InlineData("สภาพอากาศในกรุงเทพวันนี้", "กรุงเทพ", true)]
    [InlineData("مَرْحَبًا بِالعَالَمِ", "مرحبا", true)]
    [InlineData("الطقس في القاهرة", "القاهره", true)]
    [InlineData("أحمد إبراهيم آدم", "احمد ابراهيم ادم", true)]
    [InlineData("كتـــاب", "كتاب", true)]
    [InlineData("موسيقى", "موسيقي", true)]
    [InlineData("الرقم ٤٧١١", "4711", true)]
    [InlineData("שָׁלוֹם", "שלום", true)]
    [InlineData("ΑΘΗΝΑΣ", "αθηνασ", true)]
    [InlineData("Привет, мир", "ПРИВЕТ", true)]
    [InlineData("emoji 😀 here", "emoji here", true)]
    [InlineData("anything", "?!", false)]
    public async Task Search_TextInAnyScript_FindsIt(string text, string search, bool isFound)
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Span("t", "o") with { Input = Payload.FromValue(new { messages = new[] { new { content = text } } }) }] });

        var traces = await store.ListTracesAsync(new TraceQuery { Search = search, IncludeTotal = true });
        var observations = await store.ListObservationsAsync(new ObservationQuery { Search = search, IncludeTotal = true });

        Assert.Equal(isFound ? ["t"] : [], Ids(traces));
        Assert.Equal(isFound ? ["o"] : [], Ids(observations));
        Assert.Equal(isFound ? 1 : 0, traces.TotalCount);
        Assert.Equal(isFound ? 1 : 0, observations.TotalCount);
    }

    [Fact]
    public async Task Search_WordsSpreadOverObservations_MatchOnlyWhereAllAreTogether()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Observations =
            [
                Some.Span("t1", "o1") with { Input = Payload.FromText("alpha"), Output = Payload.FromText("beta") },
                Some.Span("t2", "o2") with { Input = Payload.FromText("alpha") },
                Some.Span("t2", "o3") with { Input = Payload.FromText("beta") },
            ],
        });

        var traces = await store.ListTracesAsync(new TraceQuery { Search = "beta alpha" });

        Assert.Equal(["t1"], Ids(traces));
    }

    [Fact]
    public async Task Search_LooksAtValuesNotAtNamesOrMetadata()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch { Observations = [Some.Span("t", "o") with { Name = "spanname", Input = Payload.Parse("""{"city":"Paris","zip":75001}"""), Metadata = Payload.Parse("""{"k":"hidden"}""") }] });

        var found = new List<bool>();
        foreach (var word in new[] { "paris", "75001", "city", "hidden", "spanname" })
        {
            found.Add((await store.ListTracesAsync(new TraceQuery { Search = word })).Items.Count == 1);
        }

        Assert.Equal([true, true, false, false, false], found);
    }

    [Fact]
    public async Task Search_WithFiltersOrderAndPages_CombinesAll()
    {
        await using var store = await CreateStoreAsync(new TelemetryBatch
        {
            Observations = [.. Enumerable.Range(0, 30).Select(i => Some.Span($"t{i:D2}", $"o{i:D2}", atSeconds: i) with { Input = Payload.FromText(i % 3 == 0 ? "needle" : "hay"), UserId = new UserId(i % 2 == 0 ? "even" : "odd") })],
        });
        var query = new TraceQuery { Search = "needle", Filters = [Filter.Equal(FilterField.UserId, "even")], Order = SortOrder.OldestFirst, Limit = 2, IncludeTotal = true };

        var pages = await AllTracePagesAsync(store, query);

        Assert.Equal(["t00", "t06", "t12", "t18", "t24"], pages.SelectMany(Ids));
        Assert.All(pages, page => Assert.Equal(5, page.TotalCount));
    }

    [Fact]
    public async Task Search_TextThatIsTooLong_Throws()
    {
        await using var store = await CreateStoreAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Search = new string('x', 1001) }));
    }
}
