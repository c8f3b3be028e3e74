using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Figures by day, as older clients of the wire ask for them.</summary>
internal static class DailyMetricsEndpoints
{
    private static readonly TextParameter TraceName = new("traceName", "Only traces with this name, and what is in them.");

    private static readonly IReadOnlyList<Metric> ModelMetrics =
    [
        Metric.Count,
        new(Measure.TotalCost, Aggregation.Sum),
        new(Measure.InputTokens, Aggregation.Sum),
        new(Measure.OutputTokens, Aggregation.Sum),
        new(Measure.TotalTokens, Aggregation.Sum),
        new(Measure.TraceCount, Aggregation.Sum),
    ];

    public static void Map(ApiMap api) => api.MapGet(
            "/metrics/daily",
            ListAsync,
            "Counts traces, observations, tokens and cost by day and model; only days on which something happened, newest first.",
            Parameters.Page,
            Parameters.PageLimit,
            TraceName,
            Parameters.UserId,
            Parameters.Tags,
            Parameters.Environment,
            Parameters.FromTimestamp,
            Parameters.ToTimestamp)
        .WithTags("metrics");

    private static async Task<WireResult<PagedList<WireDailyMetrics>>> ListAsync(ApiRequest request)
    {
        var (query, page, limit) = (request.Query, request.Query.Read(Parameters.Page), request.Query.Read(Parameters.PageLimit));
        var to = query.Read(Parameters.ToTimestamp) ?? request.Time.GetUtcNow().AddDays(1);
        var from = query.Read(Parameters.FromTimestamp);
        var ofTraces = Conditions(query, FilterField.Name);
        var ofObservations = Conditions(query, FilterField.TraceName);
        query.ThrowIfInvalid();

        from ??= await FirstAsync(request, ofTraces).ConfigureAwait(false) ?? to;
        var traces = await CountAsync(request, MetricsView.Traces, ofTraces, from.Value, to).ConfigureAwait(false);
        var observations = await CountAsync(request, MetricsView.Observations, ofObservations, from.Value, to).ConfigureAwait(false);
        List<DateTimeOffset> days = [.. traces.Keys.Union(observations.Keys).OrderDescending()];
        List<DateTimeOffset> shown = [.. days.Skip((page - 1) * limit).Take(limit)];
        IReadOnlyList<MetricsRow> rows = shown.Count == 0 ? [] : await QueryAsync(request, new MetricsQuery
        {
            View = MetricsView.Observations,
            Metrics = ModelMetrics,
            Dimensions = [FilterField.Model],
            Filters = ofObservations,
            From = Later(shown[^1], from.Value),
            To = Earlier(shown[0].AddDays(1), to),
        }).ConfigureAwait(false);
        var models = rows.Where(row => row.Dimensions[0] is not null).ToLookup(row => row.Time!.Value);
        return new(new(
            shown.Select(day => ToWire(day, traces.GetValueOrDefault(day), observations.GetValueOrDefault(day), models[day])),
            new PageMeta { Page = page, Limit = limit, TotalItems = days.Count, TotalPages = (days.Count + limit - 1) / limit }));
    }

    private static IReadOnlyList<Filter> Conditions(QueryReader query, FilterField name) => new FilterList()
        .Equal(name, query.Read(TraceName))
        .Equal(FilterField.UserId, query.Read(Parameters.UserId))
        .AllOf(FilterField.Tags, query.Read(Parameters.Tags))
        .AnyOf(FilterField.Environment, query.Read(Parameters.Environment))
        .Filters;

    private static async Task<DateTimeOffset?> FirstAsync(ApiRequest request, IReadOnlyList<Filter> filters)
    {
        var query = new TraceQuery { Project = request.Project, Filters = filters, Order = SortOrder.OldestFirst, Limit = 1 };
        var page = await request.ReadAsync((store, aborted) => store.ListTracesAsync(query, aborted)).ConfigureAwait(false);
        return page.Items is [var first, ..] ? Earlier(first.StartTime, first.Trace.Timestamp) : null;
    }

    private static async Task<Dictionary<DateTimeOffset, (long Count, double Cost)>> CountAsync(ApiRequest request, MetricsView view, IReadOnlyList<Filter> filters, DateTimeOffset from, DateTimeOffset to)
    {
        var rows = await QueryAsync(request, new MetricsQuery { View = view, Metrics = [Metric.Count, ModelMetrics[1]], Filters = filters, From = from, To = to }).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Time!.Value, row => ((long)(row.Values[0] ?? 0), row.Values[1] ?? 0));
    }

    private static async Task<IReadOnlyList<MetricsRow>> QueryAsync(ApiRequest request, MetricsQuery query)
    {
        var daily = query with { Project = request.Project, Granularity = TimeGranularity.Day, Limit = MetricsQuery.MaxRows };
        return (await request.ReadAsync((store, aborted) => store.QueryMetricsAsync(daily, aborted)).ConfigureAwait(false)).Rows;
    }

    private static WireDailyMetrics ToWire(DateTimeOffset day, (long Count, double Cost) traces, (long Count, double Cost) observations, IEnumerable<MetricsRow> models) => new(
        day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        traces.Count,
        observations.Count,
        observations.Cost,
        [.. models.OrderByDescending(row => row.Values[0]).ThenBy(row => row.Dimensions[0], StringComparer.Ordinal).Select(ToWire)]);

    private static WireModelUsage ToWire(MetricsRow row) => new()
    {
        Model = row.Dimensions[0]!,
        CountObservations = (long)(row.Values[0] ?? 0),
        TotalCost = row.Values[1] ?? 0,
        InputUsage = (long)(row.Values[2] ?? 0),
        OutputUsage = (long)(row.Values[3] ?? 0),
        TotalUsage = (long)(row.Values[4] ?? 0),
        CountTraces = (long)(row.Values[5] ?? 0),
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
