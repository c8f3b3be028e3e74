using Observability.Model;
using Observability.Testing;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class TraceStoreConformance
{
    private static readonly Dictionary<string, (Filter Filter, string Expected)> ObservationCases = new()
    {
        ["start time"] = (Filter.Compare(FilterField.StartTime, FilterOperator.GreaterThan, Some.Time.AddSeconds(3601)), "green-emb blue-tool"),
        ["id"] = (Filter.Equal(FilterField.Id, "red-gen"), "red-gen"),
        ["trace id"] = (Filter.Equal(FilterField.TraceId, "red"), "red-gen red-root"),
        ["parent"] = (Filter.Equal(FilterField.ParentId, "blue-gen"), "blue-tool"),
        ["roots"] = (new Filter(FilterField.ParentId, FilterOperator.IsNull, []), "green-emb blue-root red-root"),
        ["name"] = (Filter.Equal(FilterField.Name, "Weather.get"), "blue-tool"),
        ["trace name"] = (Filter.Equal(FilterField.TraceName, "chat"), "red-gen red-root"),
        ["kind any of"] = (Filter.AnyOf(FilterField.Kind, "Embedding", "Tool"), "green-emb blue-tool"),
        ["level"] = (Filter.Compare(FilterField.Level, FilterOperator.GreaterThan, ObservationLevel.Default), "green-emb blue-tool"),
        ["status not completed"] = (Filter.Compare(FilterField.Status, FilterOperator.NotEqual, ObservationStatus.Completed), "blue-tool"),
        ["environment"] = (Filter.Equal(FilterField.Environment, "staging"), "blue-tool blue-gen blue-root"),
        ["release"] = (Filter.Equal(FilterField.Release, "r1"), "red-gen red-root"),
        ["version"] = (Filter.Equal(FilterField.Version, "v1"), "red-gen"),
        ["user"] = (Filter.Equal(FilterField.UserId, "ann"), "red-gen red-root"),
        ["session"] = (Filter.Equal(FilterField.SessionId, "s1"), "blue-tool blue-gen blue-root red-gen red-root"),
        ["tags"] = (Filter.Equal(FilterField.Tags, "a"), "red-gen red-root"),
        ["metadata"] = (Filter.Compare(FilterField.Metadata, FilterOperator.Equal, "first", "step"), "red-root"),
        ["model"] = (Filter.Compare(FilterField.Model, FilterOperator.Contains, "GPT"), "red-gen"),
        ["model missing"] = (new Filter(FilterField.Model, FilterOperator.IsNull, []), "blue-tool blue-root red-root"),
        ["provider"] = (Filter.Equal(FilterField.Provider, "anthropic"), "blue-gen"),
        ["prompt name"] = (Filter.Equal(FilterField.PromptName, "greeting"), "red-gen"),
        ["prompt version"] = (Filter.Equal(FilterField.PromptVersion, 2.0), "red-gen"),
        ["status message"] = (Filter.Compare(FilterField.StatusMessage, FilterOperator.Contains, "REFUSED"), "blue-tool"),
        ["latency"] = (Filter.Compare(FilterField.Latency, FilterOperator.GreaterOrEqual, 3.0), "blue-gen red-root"),
        ["time to first token"] = (Filter.Equal(FilterField.TimeToFirstToken, 0.5), "red-gen"),
        ["input tokens"] = (Filter.Compare(FilterField.InputTokens, FilterOperator.LessThan, 100.0), "green-emb blue-gen"),
        ["output tokens"] = (Filter.Equal(FilterField.OutputTokens, 5.0), "blue-gen"),
        ["output tokens missing"] = (new Filter(FilterField.OutputTokens, FilterOperator.IsNull, []), "green-emb blue-tool blue-root red-root"),
        ["total tokens"] = (Filter.Equal(FilterField.TotalTokens, 150.0), "red-gen"),
        ["cost"] = (Filter.Compare(FilterField.TotalCost, FilterOperator.GreaterThan, 0.0), "green-emb red-gen"),
        ["score number of the observation"] = (new Filter(FilterField.ScoreNumber, FilterOperator.IsNotNull, [], "quality"), ""),
        ["score text"] = (Filter.Compare(FilterField.ScoreText, FilterOperator.Equal, "good", "label"), "red-gen"),
        ["score source"] = (Filter.Equal(FilterField.ScoreSource, ScoreSource.Evaluator), "red-gen"),
    };

    public static TheoryData<string> ObservationCaseNames => [.. ObservationCases.Keys];

    [Theory]
    [MemberData(nameof(ObservationCaseNames))]
    public async Task ListObservations_Filter_SelectsTheObservationsItDescribes(string name)
    {
        var (filter, expected) = ObservationCases[name];
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        var page = await store.ListObservationsAsync(new ObservationQuery { Filters = [filter], IncludeTotal = true });

        Assert.Equal(expected, string.Join(' ', Ids(page)));
        Assert.Equal(page.Items.Count, page.TotalCount);
    }

    [Theory]
    [InlineData(FilterField.ObservationCount)]
    [InlineData(FilterField.IsBookmarked)]
    public async Task ListObservations_FieldOfTracesOnly_Throws(FilterField field)
    {
        await using var store = await CreateStoreAsync(ConformanceData.Batch);

        await Assert.ThrowsAsync<ArgumentException>(() => store.ListObservationsAsync(new ObservationQuery { Filters = [Filter.Equal(field, 1.0)] }));
    }
}
