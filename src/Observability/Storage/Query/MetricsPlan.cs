namespace Observability.Storage.Query;

/// <summary>A validated metrics query.</summary>
internal sealed class MetricsPlan
{
    private MetricsPlan(MetricsQuery query, QueryView view, RowFilter filter, FieldType[] dimensionTypes)
    {
        Query = query;
        View = view;
        Filter = filter;
        DimensionTypes = dimensionTypes;
        Measures = [.. query.Metrics.Select(metric => metric.Measure).Distinct()];
        FromTicks = query.From.UtcTicks;
        ToTicks = query.To.UtcTicks;
    }

    public MetricsQuery Query { get; }

    public QueryView View { get; }

    public RowFilter Filter { get; }

    public IReadOnlyList<FieldType> DimensionTypes { get; }

    public Measure[] Measures { get; }

    public long FromTicks { get; }

    public long ToTicks { get; }

    /// <exception cref="ArgumentException">The query combines what its view does not have; the message names what it has.</exception>
    public static MetricsPlan Create(MetricsQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ListQueryRules.ValidateEnum(query.View, "view");
        if (query.Granularity is { } granularity)
        {
            ListQueryRules.ValidateEnum(granularity, "granularity");
        }

        if (query.Limit is < 1 or > MetricsQuery.MaxRows)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"The limit {query.Limit} is out of range. Give 1 to {MetricsQuery.MaxRows}.");
        }

        var view = query.View switch
        {
            MetricsView.Observations => QueryView.Observations,
            MetricsView.Traces => QueryView.Traces,
            _ => QueryView.Scores,
        };
        CheckMetrics(query);
        if (query.Dimensions.Count > GroupKey.MaxDimensions || query.Dimensions.Distinct().Count() != query.Dimensions.Count)
        {
            throw new ArgumentException($"The query groups by {string.Join(", ", query.Dimensions)}. Give at most {GroupKey.MaxDimensions} different dimensions.", nameof(query));
        }

        var types = query.Dimensions.Select(field => FieldCatalog.RequireDimension(view, field)).ToArray();
        return new MetricsPlan(query, view, RowFilter.Compile(view, query.Filters), types);
    }

    public static bool IsDistinct(Measure measure) => measure is Measure.TraceCount or Measure.UserCount or Measure.SessionCount;

    private static void CheckMetrics(MetricsQuery query)
    {
        if (query.Metrics.Count is 0 or > 20)
        {
            throw new ArgumentException($"The query has {query.Metrics.Count} metrics. Give 1 to 20.", nameof(query));
        }

        var allowed = MeasuresOf(query.View);
        foreach (var (measure, aggregation) in query.Metrics)
        {
            ListQueryRules.ValidateEnum(aggregation, "aggregation");
            if (!allowed.Contains(measure))
            {
                throw new ArgumentException($"The view {query.View} has no measure {measure}. Use one of {string.Join(", ", allowed)}.", nameof(query));
            }

            if (IsDistinct(measure) && aggregation != Aggregation.Sum)
            {
                throw new ArgumentException($"The measure {measure} counts distinct values and has no {aggregation}. Use Sum.", nameof(query));
            }
        }
    }

    private static Measure[] MeasuresOf(MetricsView view) => view switch
    {
        MetricsView.Observations =>
        [
            Measure.Count, Measure.Latency, Measure.TimeToFirstToken, Measure.TokensPerSecond, Measure.InputTokens, Measure.OutputTokens,
            Measure.TotalTokens, Measure.TotalCost, Measure.ErrorCount, Measure.TraceCount, Measure.UserCount, Measure.SessionCount,
        ],
        MetricsView.Traces =>
        [
            Measure.Count, Measure.Latency, Measure.InputTokens, Measure.OutputTokens, Measure.TotalTokens, Measure.TotalCost,
            Measure.ErrorCount, Measure.ObservationCount, Measure.TraceCount, Measure.UserCount, Measure.SessionCount,
        ],
        MetricsView.NumericScores => [Measure.Count, Measure.ScoreValue, Measure.TraceCount, Measure.SessionCount],
        _ => [Measure.Count, Measure.TraceCount, Measure.SessionCount],
    };
}
