using System.Globalization;
using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>A metrics query as a client asked it.</summary>
internal sealed class MetricsRequest
{
    /// <summary>The most characters of a query.</summary>
    public const int MaxLength = 32_000;

    private const string Root = "query";

    private MetricsRequest(MetricsQuery query, IReadOnlyList<string> dimensions, IReadOnlyList<MetricsColumn> metrics, IReadOnlyList<(string Field, bool Descending)> order, int rowLimit)
    {
        Query = query;
        Dimensions = dimensions;
        Metrics = metrics;
        Order = order;
        RowLimit = rowLimit;
    }

    public MetricsQuery Query { get; }

    /// <summary>The fields of the dimensions as the client named them.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    public IReadOnlyList<MetricsColumn> Metrics { get; }

    public IReadOnlyList<(string Field, bool Descending)> Order { get; }

    public int RowLimit { get; }

    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static MetricsRequest Parse(string? json, ProjectId project)
    {
        if (json is null)
        {
            throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", Root));
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            return new Reader(document.RootElement).Read(project);
        }
        catch (JsonException)
        {
            throw ApiException.Invalid("Invalid JSON in query parameter");
        }
    }

    private sealed class Reader(JsonElement root)
    {
        private readonly List<ApiIssue> _issues = [];

        public MetricsRequest Read(ProjectId project)
        {
            var viewName = Choice(root, "view", MetricsVocabulary.Views, [Root]);
            var view = viewName is null ? MetricsView.Observations : MetricsVocabulary.Views[viewName];
            var metrics = ReadMetrics();
            var dimensions = ReadDimensions(view);
            var from = ReadInstant("fromTimestamp");
            var to = ReadInstant("toTimestamp");
            var granularity = ReadGranularity(from, to);
            var order = ReadOrder();
            var rowLimit = ReadRowLimit();
            ThrowIfInvalid();

            var filters = root.Get("filters") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given
                ? FilterParser.Parse(given, MetricsVocabulary.ColumnsOf(view), Root, "filters")
                : [];
            var query = new MetricsQuery
            {
                Project = project,
                View = view,
                Metrics = [.. metrics.Select(metric => metric.Metric)],
                Dimensions = [.. dimensions.Select(field => MetricsVocabulary.DimensionsOf(view)[field])],
                Filters = viewName == "scores-boolean" ? [.. filters, Filter.Equal(FilterField.ScoreType, ScoreValueType.Boolean)] : filters,
                Granularity = granularity,
                From = from!.Value,
                To = to!.Value,

                // An order of the client's own is made of all rows there may be; it is over groups, never over records.
                Limit = order.Count > 0 ? MetricsQuery.MaxRows : rowLimit,
            };
            return new MetricsRequest(query, dimensions, metrics, order, rowLimit);
        }

        private List<MetricsColumn> ReadMetrics()
        {
            var columns = new List<MetricsColumn>();
            foreach (var (index, metric) in Items("metrics", isRequired: true))
            {
                IReadOnlyList<string> path = [Root, "metrics", index];
                var measure = Choice(metric, "measure", MetricsVocabulary.Measures, path);
                var aggregation = Choice(metric, "aggregation", MetricsVocabulary.Aggregations, path);
                if (measure is null || aggregation is null)
                {
                    continue;
                }

                var what = MetricsVocabulary.Measures[measure];
                var isDistinct = what is Measure.TraceCount or Measure.UserCount or Measure.SessionCount;
                var isDuration = what is Measure.Latency or Measure.TimeToFirstToken;
                columns.Add(new MetricsColumn(
                    $"{aggregation}_{measure}",
                    aggregation == "count" && !isDistinct ? Metric.Count : new Metric(what, MetricsVocabulary.Aggregations[aggregation]),
                    isDuration && aggregation != "count" ? 1000 : 1));
            }

            if (columns.Count == 0 && _issues.Count == 0)
            {
                _issues.Add(ApiIssue.TooShort("array", 1, Root, "metrics"));
            }

            return columns;
        }

        private List<string> ReadDimensions(MetricsView view)
        {
            var fields = new List<string>();
            foreach (var (index, dimension) in Items("dimensions", isRequired: false))
            {
                if (Choice(dimension, "field", MetricsVocabulary.DimensionsOf(view), [Root, "dimensions", index]) is { } field)
                {
                    fields.Add(field);
                }
            }

            return fields;
        }

        private DateTimeOffset? ReadInstant(string name)
        {
            if (root.GetText(name) is { } text && InstantParameter.TryParse(text, out var instant))
            {
                return instant;
            }

            _issues.Add(root.GetText(name) is null
                ? ApiIssue.InvalidType("string", JsonNames.TypeOf(root.Get(name)), Root, name)
                : ApiIssue.InvalidDateTime(Root, name));
            return null;
        }

        private TimeGranularity? ReadGranularity(DateTimeOffset? from, DateTimeOffset? to)
        {
            if (root.Get("timeDimension") is not { ValueKind: JsonValueKind.Object } time)
            {
                return null;
            }

            if (time.GetText("granularity") == "auto")
            {
                return MetricsTime.Choose((to - from) ?? TimeSpan.Zero);
            }

            if (Choice(time, "granularity", MetricsVocabulary.Granularities, [Root, "timeDimension"]) is not { } word)
            {
                return null;
            }

            var granularity = MetricsVocabulary.Granularities[word];
            if (from is { } first && to is { } last && MetricsTime.Count(first, last, granularity) > MetricsQuery.MaxRows)
            {
                _issues.Add(ApiIssue.Custom($"The range has more than {MetricsQuery.MaxRows} buckets of a {word}. Ask for a shorter range or wider buckets.", Root, "timeDimension", "granularity"));
            }

            return granularity;
        }

        private List<(string Field, bool Descending)> ReadOrder()
        {
            var order = new List<(string, bool)>();
            foreach (var (index, item) in Items("orderBy", isRequired: false))
            {
                if (item.GetText("field") is { Length: > 0 } field)
                {
                    order.Add((field, item.GetText("direction") == "desc"));
                }
                else
                {
                    _issues.Add(ApiIssue.InvalidType("string", JsonNames.TypeOf(item.Get("field")), Root, "orderBy", index, "field"));
                }
            }

            return order;
        }

        private int ReadRowLimit()
        {
            var limit = root.Get("config").Get("row_limit");
            if (limit.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                return 1000;
            }

            if (limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out var rows) && rows is >= 1 and <= MetricsQuery.MaxRows)
            {
                return rows;
            }

            _issues.Add(ApiIssue.TooBig(MetricsQuery.MaxRows, Root, "config", "row_limit"));
            return 1000;
        }

        private IEnumerable<(string Index, JsonElement Item)> Items(string name, bool isRequired)
        {
            var array = root.Get(name);
            if (array.ValueKind == JsonValueKind.Array)
            {
                return array.EnumerateArray().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item));
            }

            if (isRequired || array.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            {
                _issues.Add(ApiIssue.InvalidType("array", JsonNames.TypeOf(array), Root, name));
            }

            return [];
        }

        private string? Choice<T>(JsonElement owner, string name, IReadOnlyDictionary<string, T> words, IReadOnlyList<string> path)
        {
            if (owner.GetText(name) is { } word && words.ContainsKey(word))
            {
                return word;
            }

            _issues.Add(ApiIssue.InvalidValue([.. words.Keys], [.. path, name]));
            return null;
        }

        private void ThrowIfInvalid()
        {
            if (_issues.Count > 0)
            {
                throw ApiException.Invalid(_issues);
            }
        }
    }
}
