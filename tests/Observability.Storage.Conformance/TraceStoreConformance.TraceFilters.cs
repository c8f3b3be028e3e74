using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    private static readonly Dictionary<string, (Filter Filter, string Expected)> TraceCases = new()
    {
        ["start time at or after"] = (Filter.Compare(FilterField.StartTime, FilterOperator.GreaterOrEqual, Some.Time.AddHours(1)), "green blue"),
        ["start time after"] = (Filter.Compare(FilterField.StartTime, FilterOperator.GreaterThan, Some.Time.AddHours(1)), "green"),
        ["start time before"] = (Filter.Compare(FilterField.StartTime, FilterOperator.LessThan, Some.Time.AddHours(1)), "red"),
        ["start time equal"] = (Filter.Equal(FilterField.StartTime, Some.Time), "red"),
        ["id equal"] = (Filter.Equal(FilterField.Id, "blue"), "blue"),
        ["id any of"] = (Filter.AnyOf(FilterField.Id, "blue", "red", "nobody"), "blue red"),
        ["trace id none of"] = (new Filter(FilterField.TraceId, FilterOperator.NoneOf, ["blue"]), "green red"),
        ["name equal is ordinal"] = (Filter.Equal(FilterField.Name, "CHAT"), ""),
        ["name contains ignores case"] = (Filter.Compare(FilterField.Name, FilterOperator.Contains, "alpha"), "blue"),
        ["name not contains"] = (Filter.Compare(FilterField.TraceName, FilterOperator.NotContains, "alpha"), "green red"),
        ["name starts with"] = (Filter.Compare(FilterField.Name, FilterOperator.StartsWith, "search"), "blue"),
        ["name ends with"] = (Filter.Compare(FilterField.Name, FilterOperator.EndsWith, "CH"), "green"),
        ["kind equal, any observation"] = (Filter.Equal(FilterField.Kind, ObservationKind.Generation), "blue red"),
        ["kind by name"] = (Filter.Equal(FilterField.Kind, "tool"), "blue"),
        ["kind not equal, no observation"] = (Filter.Compare(FilterField.Kind, FilterOperator.NotEqual, ObservationKind.Tool), "green red"),
        ["kind all of"] = (new Filter(FilterField.Kind, FilterOperator.AllOf, [ObservationKind.Span, ObservationKind.Tool]), "blue"),
        ["level, the worst"] = (Filter.Equal(FilterField.Level, ObservationLevel.Error), "blue"),
        ["level at least"] = (Filter.Compare(FilterField.Level, FilterOperator.GreaterOrEqual, ObservationLevel.Warning), "green blue"),
        ["level below"] = (Filter.Compare(FilterField.Level, FilterOperator.LessThan, "warning"), "red"),
        ["status"] = (Filter.Equal(FilterField.Status, ObservationStatus.Failed), "blue"),
        ["environment"] = (Filter.Equal(FilterField.Environment, "production"), "red"),
        ["environment default"] = (Filter.Equal(FilterField.Environment, "default"), "green"),
        ["environment not equal"] = (Filter.Compare(FilterField.Environment, FilterOperator.NotEqual, "production"), "green blue"),
        ["release"] = (Filter.Equal(FilterField.Release, "r1"), "red"),
        ["release missing"] = (new Filter(FilterField.Release, FilterOperator.IsNull, []), "green blue"),
        ["version not equal holds where missing"] = (Filter.Compare(FilterField.Version, FilterOperator.NotEqual, "v1"), "green blue"),
        ["user"] = (Filter.Equal(FilterField.UserId, "ann"), "red"),
        ["user present"] = (new Filter(FilterField.UserId, FilterOperator.IsNotNull, []), "blue red"),
        ["user none of holds where missing"] = (new Filter(FilterField.UserId, FilterOperator.NoneOf, ["ann"]), "green blue"),
        ["session"] = (Filter.Equal(FilterField.SessionId, "s1"), "blue red"),
        ["tag"] = (Filter.Equal(FilterField.Tags, "b"), "blue red"),
        ["tags any of"] = (Filter.AnyOf(FilterField.Tags, "a", "c"), "red"),
        ["tags all of"] = (new Filter(FilterField.Tags, FilterOperator.AllOf, ["a", "b"]), "red"),
        ["tags none of"] = (new Filter(FilterField.Tags, FilterOperator.NoneOf, ["a"]), "green blue"),
        ["tags missing"] = (new Filter(FilterField.Tags, FilterOperator.IsNull, []), "green"),
        ["metadata text"] = (Filter.Compare(FilterField.Metadata, FilterOperator.Equal, "red", "team"), "red"),
        ["metadata contains"] = (Filter.Compare(FilterField.Metadata, FilterOperator.Contains, "LU", "team"), "blue"),
        ["metadata number compares as number"] = (Filter.Compare(FilterField.Metadata, FilterOperator.GreaterThan, 6.0, "size"), "blue"),
        ["metadata number equal"] = (Filter.Compare(FilterField.Metadata, FilterOperator.Equal, 5.0, "size"), "red"),
        ["metadata object is its JSON"] = (Filter.Compare(FilterField.Metadata, FilterOperator.Contains, "\"x\"", "deep"), "red"),
        ["metadata missing or null"] = (new Filter(FilterField.Metadata, FilterOperator.IsNull, [], "none"), "green blue red"),
        ["metadata present"] = (new Filter(FilterField.Metadata, FilterOperator.IsNotNull, [], "team"), "blue red"),
        ["model, any observation"] = (Filter.Equal(FilterField.Model, "gpt-4o"), "red"),
        ["model starts with"] = (Filter.Compare(FilterField.Model, FilterOperator.StartsWith, "claude"), "blue"),
        ["provider"] = (Filter.Equal(FilterField.Provider, "openai"), "green red"),
        ["prompt name"] = (Filter.Equal(FilterField.PromptName, "greeting"), "red"),
        ["latency"] = (Filter.Compare(FilterField.Latency, FilterOperator.GreaterThan, 3.0), "blue"),
        ["latency equal"] = (Filter.Equal(FilterField.Latency, 3.0), "red"),
        ["input tokens"] = (Filter.Compare(FilterField.InputTokens, FilterOperator.LessOrEqual, 10.0), "green blue"),
        ["output tokens"] = (Filter.Compare(FilterField.OutputTokens, FilterOperator.GreaterOrEqual, 50.0), "red"),
        ["total tokens"] = (Filter.Compare(FilterField.TotalTokens, FilterOperator.LessThan, 15.0), "green"),
        ["cost"] = (Filter.Compare(FilterField.TotalCost, FilterOperator.LessThan, 0.5), "green"),
        ["cost missing"] = (new Filter(FilterField.TotalCost, FilterOperator.IsNull, []), "blue"),
        ["observation count"] = (Filter.Equal(FilterField.ObservationCount, 3.0), "blue"),
        ["error count"] = (Filter.Compare(FilterField.ErrorCount, FilterOperator.GreaterThan, 0.0), "blue"),
        ["score number"] = (Filter.Compare(FilterField.ScoreNumber, FilterOperator.GreaterThan, 0.5, "quality"), "red"),
        ["score of another name"] = (Filter.Compare(FilterField.ScoreNumber, FilterOperator.GreaterThan, 0.0, "label"), ""),
        ["score missing"] = (new Filter(FilterField.ScoreNumber, FilterOperator.IsNull, [], "quality"), "green"),
        ["score text, of an observation"] = (Filter.Compare(FilterField.ScoreText, FilterOperator.Equal, "good", "label"), "red"),
        ["score source"] = (Filter.Equal(FilterField.ScoreSource, ScoreSource.Annotation), "blue"),
        ["bookmarked"] = (Filter.Equal(FilterField.IsBookmarked, true), "green"),
        ["not bookmarked"] = (Filter.Equal(FilterField.IsBookmarked, false), "blue red"),
    };

    public static TheoryData<string> TraceCaseNames => [.. TraceCases.Keys];

    [Theory]
    [MemberData(nameof(TraceCaseNames))]
    public async Task ListTraces_Filter_SelectsTheTracesItDescribes(string name)
    {
        var (filter, expected) = TraceCases[name];
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var page = await store.ListTracesAsync(new TraceQuery { Filters = [filter], IncludeTotal = true });

        Assert.Equal(expected, string.Join(' ', Ids(page)));
        Assert.Equal(page.Items.Count, page.TotalCount);
    }

    [Fact]
    public async Task ListTraces_SeveralFiltersAndARange_MustAllHold()
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var both = await store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.SessionId, "s1"), Filter.Equal(FilterField.UserId, "bob")] });
        var range = await store.ListTracesAsync(new TraceQuery { From = Some.Time, To = Some.Time.AddHours(1) });
        var nothing = await store.ListTracesAsync(new TraceQuery { From = Some.Time.AddHours(1), To = Some.Time });

        Assert.Equal(["blue"], Ids(both));
        Assert.Equal(["red"], Ids(range));
        Assert.Empty(nothing.Items);
    }

    [Theory]
    [InlineData(FilterField.ParentId)]
    [InlineData(FilterField.StatusMessage)]
    [InlineData(FilterField.TimeToFirstToken)]
    [InlineData(FilterField.QueueId)]
    public async Task ListTraces_FieldThatTracesDoNotHave_ThrowsAndNamesTheFieldsTheyHave(FilterField field)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(field, "x")] }));

        Assert.Contains(field.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FilterField.SessionId), exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Filter> InvalidFilters =>
    [
        Filter.Compare(FilterField.Name, FilterOperator.LessThan, "x"),
        Filter.Compare(FilterField.Latency, FilterOperator.Contains, 1.0),
        Filter.Equal(FilterField.Latency, "long"),
        Filter.Equal(FilterField.StartTime, "yesterday"),
        Filter.Equal(FilterField.Kind, "novel"),
        Filter.Equal(FilterField.Metadata, "no key"),
        Filter.Equal(FilterField.ScoreNumber, 1.0),
        new Filter(FilterField.Name, FilterOperator.Equal, []),
        new Filter(FilterField.Name, FilterOperator.Equal, ["a", "b"]),
    ];

    [Theory]
    [MemberData(nameof(InvalidFilters))]
    public async Task ListTraces_FilterThatDoesNotFitItsField_Throws(Filter filter)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        await Assert.ThrowsAsync<ArgumentException>(() => store.ListTracesAsync(new TraceQuery { Filters = [filter] }));
    }
}
