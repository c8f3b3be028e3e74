using System.Text;
using System.Text.Json;
using Observability.Storage;

namespace Observability.Remote.Reading;

/// <summary>Spells a metrics query in the wire's words, and reads the rows of its answer.</summary>
internal sealed class MetricsText(MetricsQuery query)
{
    private const string TimeName = "time_dimension";
    private const double MillisecondsPerSecond = 1000;

    private readonly string[] _metrics = [.. query.Metrics.Select(metric => $"{AggregationOf(metric)}_{MeasureOf(metric.Measure)}")];
    private readonly string[] _dimensions = [.. query.Dimensions.Select(field => DimensionOf(query.View, field))];

    public string Write()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("view", query.View switch
            {
                MetricsView.Traces => "traces",
                MetricsView.Observations => "observations",
                MetricsView.NumericScores => "scores-numeric",
                _ => "scores-categorical",
            });
            writer.WriteStartArray("metrics");
            foreach (var metric in query.Metrics)
            {
                writer.WriteStartObject();
                writer.WriteString("measure", MeasureOf(metric.Measure));
                writer.WriteString("aggregation", AggregationOf(metric));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("dimensions");
            foreach (var dimension in _dimensions)
            {
                writer.WriteStartObject();
                writer.WriteString("field", dimension);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WritePropertyName("filters");
            FilterWriter.Write(writer, query.View, query.Filters);
            if (query.Granularity is { } granularity)
            {
                writer.WriteStartObject("timeDimension");
                writer.WriteString("granularity", granularity.ToString().ToLowerInvariant());
                writer.WriteEndObject();
            }

            writer.WriteString("fromTimestamp", query.From.UtcDateTime);
            writer.WriteString("toTimestamp", query.To.UtcDateTime);
            writer.WriteStartObject("config");
            writer.WriteNumber("row_limit", query.Limit);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Reads the rows; those that a server makes up to fill a curve, where nothing was, are none.</summary>
    public MetricsResult Read(Api.MetricsList answer)
    {
        var rows = answer.Data.OfType<JsonElement>().Select(Read).Where(IsFilled).ToList();
        return new MetricsResult(rows, rows.Count >= query.Limit);
    }

    private static string MeasureOf(Measure measure) => measure switch
    {
        Measure.Count => "count",
        Measure.Latency => "latency",
        Measure.TimeToFirstToken => "timeToFirstToken",
        Measure.TokensPerSecond => "tokensPerSecond",
        Measure.InputTokens => "inputTokens",
        Measure.OutputTokens => "outputTokens",
        Measure.TotalTokens => "totalTokens",
        Measure.TotalCost => "totalCost",
        Measure.ErrorCount => "errorCount",
        Measure.TraceCount => "uniqueTraceIds",
        Measure.UserCount => "uniqueUserIds",
        Measure.SessionCount => "uniqueSessionIds",
        Measure.ScoreValue => "value",
        _ => "observationsCount",
    };

    private static string AggregationOf(Metric metric) => metric switch
    {
        { Measure: Measure.Count } => "count",
        { Measure: Measure.TraceCount or Measure.UserCount or Measure.SessionCount } => "uniq",
        { Aggregation: Aggregation.Average } => "avg",
        _ => metric.Aggregation.ToString().ToLowerInvariant(),
    };

    private static string DimensionOf(MetricsView view, FilterField field) => (view, field) switch
    {
        (MetricsView.Traces or MetricsView.Observations, FilterField.Model) => "providedModelName",
        (MetricsView.Traces or MetricsView.Observations, FilterField.Kind) => "type",
        _ => FilterColumn.Of(view, field),
    };

    private static bool IsDuration(Metric metric) => metric.Measure is Measure.Latency or Measure.TimeToFirstToken;

    private static double? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Word(JsonElement row, string name, FilterField field)
    {
        if (!row.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var word = value.ToString();
        return field switch
        {
            FilterField.Kind => NameOf<Model.ObservationKind>(word),
            FilterField.Level => NameOf<Model.ObservationLevel>(word),
            FilterField.Status => NameOf<Model.ObservationStatus>(word),
            FilterField.ScoreType => NameOf<Model.ScoreValueType>(word),
            FilterField.ScoreSource => Wire.WireNames.ParseScoreSource(word).ToString(),
            _ => word,
        };
    }

    private static string NameOf<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value.ToString() : word;

    private MetricsRow Read(JsonElement row) => new(
        row.TryGetProperty(TimeName, out var time) && DateTimeOffset.TryParse(
            time.GetString(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null,
        [.. _dimensions.Select((name, index) => Word(row, name, query.Dimensions[index]))],
        [.. _metrics.Select((name, index) => Number(row, name) / (IsDuration(query.Metrics[index]) ? MillisecondsPerSecond : 1))]);

    private bool IsFilled(MetricsRow row) => row.Values.Index().Any(value => value.Item is not null && !(query.Metrics[value.Index].Measure is Measure.Count && value.Item == 0));
}
