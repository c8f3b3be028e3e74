using System.Buffers;
using System.Text.Json;
using Observability.AspNetCore.Query;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Wire;

/// <summary>Puts the rows of an aggregation in the wire's shape.</summary>
internal static class MetricsMapper
{
    private const string TimeName = "time_dimension";

    public static MetricsList ToWire(MetricsRequest request, MetricsResult result)
    {
        IEnumerable<MetricsRow> rows = request.Query is { Granularity: { } granularity, Dimensions.Count: 0 } ? Fill(request.Query, granularity, result.Rows) : result.Rows;
        return new MetricsList([.. Sort(request, rows).Take(request.Order.Count > 0 || request.Query.Granularity is null ? request.RowLimit : int.MaxValue).Select(row => Write(request, row))]);
    }

    /// <summary>A curve has a point for each bucket: counts are 0 where nothing was, other figures null.</summary>
    private static IEnumerable<MetricsRow> Fill(MetricsQuery query, TimeGranularity granularity, IReadOnlyList<MetricsRow> rows)
    {
        var byTime = rows.Where(row => row.Time is not null).ToDictionary(row => row.Time!.Value.UtcTicks);
        double?[] nothing = [.. query.Metrics.Select(metric => metric == Metric.Count ? 0 : (double?)null)];
        return MetricsTime.Buckets(query.From, query.To, granularity)
            .Select(start => byTime.GetValueOrDefault(start.UtcTicks) ?? new MetricsRow(start, [], nothing));
    }

    private static IEnumerable<MetricsRow> Sort(MetricsRequest request, IEnumerable<MetricsRow> rows)
    {
        IOrderedEnumerable<MetricsRow>? sorted = null;
        foreach (var (field, descending) in request.Order)
        {
            var key = KeyOf(request, field);
            sorted = (sorted, descending) switch
            {
                (null, true) => rows.OrderByDescending(key),
                (null, false) => rows.OrderBy(key),
                (_, true) => sorted.ThenByDescending(key),
                _ => sorted.ThenBy(key),
            };
        }

        return sorted ?? rows;
    }

    private static Func<MetricsRow, IComparable?> KeyOf(MetricsRequest request, string field)
    {
        if (field is TimeName or "timeDimension")
        {
            return row => row.Time;
        }

        var metric = request.Metrics.Index().FirstOrDefault(item => item.Item.Name == field, (-1, null!)).Index;
        if (metric >= 0)
        {
            return row => row.Values[metric];
        }

        var dimension = request.Dimensions.Index().FirstOrDefault(item => item.Item == field, (-1, null!)).Index;
        return dimension >= 0
            ? row => row.Dimensions[dimension]
            : throw Http.ApiException.Invalid($"The order '{field}' does not exist. Use one of {string.Join(", ", request.Dimensions.Concat(request.Metrics.Select(column => column.Name)).Append(TimeName))}.");
    }

    private static JsonPayload Write(MetricsRequest request, MetricsRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartObject();
            if (row.Time is { } time)
            {
                writer.WriteString(TimeName, MetricsTime.Format(time, request.Query.Granularity ?? TimeGranularity.Day));
            }

            foreach (var (index, name) in request.Dimensions.Index())
            {
                writer.WriteString(name, WordOf(request.Query.Dimensions[index], row.Dimensions[index]));
            }

            foreach (var (index, column) in request.Metrics.Index())
            {
                WriteNumber(writer, column.Name, row.Values[index] * column.Factor);
            }

            writer.WriteEndObject();
        }

        return new JsonPayload(Payload.FromUtf8(buffer.WrittenMemory));
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>The wire's word for a value of one of our enumerations.</summary>
    private static string? WordOf(FilterField field, string? value) => (field, value) switch
    {
        (_, null) => null,
        (FilterField.Kind, _) when Enum.TryParse<ObservationKind>(value, ignoreCase: true, out var kind) => WireNames.Of(kind),
        (FilterField.Level, _) when Enum.TryParse<ObservationLevel>(value, ignoreCase: true, out var level) => WireNames.Of(level),
        (FilterField.Status, _) when Enum.TryParse<ObservationStatus>(value, ignoreCase: true, out var status) => WireNames.Of(status),
        (FilterField.ScoreSource, _) when Enum.TryParse<ScoreSource>(value, ignoreCase: true, out var source) => WireNames.Of(source),
        (FilterField.ScoreType, _) when Enum.TryParse<ScoreValueType>(value, ignoreCase: true, out var type) => WireNames.Of(type),
        _ => value,
    };
}
