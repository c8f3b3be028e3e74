using System.Globalization;
using System.Numerics;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Aggregates rows as they stream by.</summary>
/// <remarks>
/// Memory is bounded by the number of groups, not of rows: at most <see cref="MaxGroups"/> groups, each with a bounded state for every
/// measure. Rows of further groups are left out and the result is marked as truncated. Not thread-safe.
/// </remarks>
internal sealed class MetricsAccumulator
{
    /// <summary>The most groups that are kept.</summary>
    public const int MaxGroups = 100_000;

    private const ulong FailedStatus = 1UL << (int)ObservationStatus.Failed;
    private const ulong ErrorLevel = 1UL << (int)ObservationLevel.Error;

    private readonly MetricsPlan _plan;
    private readonly Dictionary<GroupKey, MeasureAccumulator[]> _groups = [];
    private bool _isOverflown;

    public MetricsAccumulator(MetricsPlan plan) => _plan = plan;

    /// <summary>Adds a row if it is in the query's time range and matches its filters and view.</summary>
    public void Add<TRow>(in TRow row)
        where TRow : IQueryRow, allows ref struct
    {
        var ticks = row.StartTicks;
        if (ticks >= _plan.FromTicks && ticks < _plan.ToTicks && IsInView(in row) && _plan.Filter.Matches(in row))
        {
            var key = new GroupKey(_plan.Query.Granularity is { } granularity ? TimeBuckets.StartOf(ticks, granularity) : 0, null, null, null, null);
            AddToGroups(in row, key, 0);
        }
    }

    public MetricsResult ToResult()
    {
        var metrics = _plan.Query.Metrics;
        var rows = _groups.Select(group => new MetricsRow(
            _plan.Query.Granularity is null ? null : new DateTimeOffset(group.Key.Time, TimeSpan.Zero),
            [.. Enumerable.Range(0, _plan.DimensionTypes.Count).Select(i => group.Key[i])],
            [.. metrics.Select(metric => group.Value[Array.IndexOf(_plan.Measures, metric.Measure)].Result(metric.Aggregation))]));
        var ordered = rows.OrderBy(row => row.Time).ThenByDescending(row => row.Values[0]);
        for (var i = 0; i < _plan.DimensionTypes.Count; i++)
        {
            var dimension = i;
            ordered = ordered.ThenBy(row => row.Dimensions[dimension], StringComparer.Ordinal);
        }

        return new MetricsResult([.. ordered.Take(_plan.Query.Limit)], _isOverflown || _groups.Count > _plan.Query.Limit);
    }

    private bool IsInView<TRow>(in TRow row)
        where TRow : IQueryRow, allows ref struct => _plan.Query.View switch
        {
            MetricsView.NumericScores => (row.Bits(FilterField.ScoreType) & ((1UL << (int)ScoreValueType.Numeric) | (1UL << (int)ScoreValueType.Boolean))) != 0,
            MetricsView.CategoricalScores => (row.Bits(FilterField.ScoreType) & (1UL << (int)ScoreValueType.Categorical)) != 0,
            _ => true,
        };

    // A row with several values of a dimension (tags, a trace's models) counts in the group of each.
    private void AddToGroups<TRow>(in TRow row, GroupKey key, int dimension)
        where TRow : IQueryRow, allows ref struct
    {
        if (dimension == _plan.DimensionTypes.Count)
        {
            AddToGroup(in row, key);
            return;
        }

        var field = _plan.Query.Dimensions[dimension];
        switch (_plan.DimensionTypes[dimension])
        {
            case FieldType.Text:
                AddToGroups(in row, key.With(dimension, row.Text(field)), dimension + 1);
                break;
            case FieldType.Number:
                AddToGroups(in row, key.With(dimension, row.Number(field)?.ToString(CultureInfo.InvariantCulture)), dimension + 1);
                break;
            case FieldType.Bits when row.Bits(field) is var bits and not 0:
                for (; bits != 0; bits &= bits - 1)
                {
                    AddToGroups(in row, key.With(dimension, FieldCatalog.NameOfBit(field, BitOperations.TrailingZeroCount(bits))), dimension + 1);
                }

                break;
            case FieldType.TextList when row.List(field) is { Count: > 0 } values:
                for (var i = 0; i < values.Count; i++)
                {
                    AddToGroups(in row, key.With(dimension, values[i]), dimension + 1);
                }

                break;
            default:
                AddToGroups(in row, key, dimension + 1);
                break;
        }
    }

    private void AddToGroup<TRow>(in TRow row, GroupKey key)
        where TRow : IQueryRow, allows ref struct
    {
        if (!_groups.TryGetValue(key, out var measures))
        {
            if (_groups.Count == MaxGroups)
            {
                _isOverflown = true;
                return;
            }

            measures = CreateMeasures();
            _groups.Add(key, measures);
        }

        for (var i = 0; i < measures.Length; i++)
        {
            var measure = _plan.Measures[i];
            if (MetricsPlan.IsDistinct(measure))
            {
                measures[i].AddDistinct(TextOf(in row, measure));
            }
            else if (NumberOf(in row, measure) is { } value)
            {
                measures[i].Add(value);
            }
        }
    }

    private MeasureAccumulator[] CreateMeasures() =>
    [
        .. _plan.Measures.Select(measure => new MeasureAccumulator(
            MetricsPlan.IsDistinct(measure),
            _plan.Query.Metrics.Any(metric => metric.Measure == measure && metric.Aggregation >= Aggregation.P50))),
    ];

    private static string? TextOf<TRow>(in TRow row, Measure measure)
        where TRow : IQueryRow, allows ref struct => measure switch
        {
            Measure.UserCount => row.Text(FilterField.UserId),
            Measure.SessionCount => row.Text(FilterField.SessionId),
            _ => row.Text(FilterField.TraceId),
        };

    private double? NumberOf<TRow>(in TRow row, Measure measure)
        where TRow : IQueryRow, allows ref struct => measure switch
        {
            Measure.Count => 1,
            Measure.Latency => row.Number(FilterField.Latency),
            Measure.TimeToFirstToken => row.Number(FilterField.TimeToFirstToken),
            Measure.TokensPerSecond => row.Number(FilterField.Latency) is { } seconds and > 0 ? row.Number(FilterField.OutputTokens) / seconds : null,
            Measure.InputTokens => row.Number(FilterField.InputTokens),
            Measure.OutputTokens => row.Number(FilterField.OutputTokens),
            Measure.TotalTokens => row.Number(FilterField.TotalTokens),
            Measure.TotalCost => row.Number(FilterField.TotalCost),
            Measure.ObservationCount => row.Number(FilterField.ObservationCount),
            Measure.ErrorCount when _plan.View is QueryView.Traces => row.Number(FilterField.ErrorCount),
            Measure.ErrorCount => (row.Bits(FilterField.Status) & FailedStatus) != 0 || (row.Bits(FilterField.Level) & ErrorLevel) != 0 ? 1 : 0,
            _ => row.Number(FilterField.ScoreNumber),
        };
}
