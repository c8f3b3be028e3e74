using System.Globalization;
using System.Text;
using System.Text.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Wire;

namespace Observability.Remote.Reading;

/// <summary>Writes conditions in the filter language of the wire.</summary>
internal static class FilterWriter
{
    /// <summary>The conditions as a JSON array; null when there are none.</summary>
    /// <exception cref="NotSupportedException">The wire cannot say one of them.</exception>
    public static string? Write(MetricsView view, IReadOnlyList<Filter> filters)
    {
        if (filters.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, view, filters);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <exception cref="NotSupportedException">The wire cannot say one of them.</exception>
    public static void Write(Utf8JsonWriter writer, MetricsView view, IReadOnlyList<Filter> filters)
    {
        writer.WriteStartArray();
        foreach (var filter in filters)
        {
            var (type, word) = Spell(filter);
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("column", FilterColumn.Of(view, filter.Field));
            writer.WriteString("operator", word);
            if (filter.Key is not null)
            {
                writer.WriteString("key", filter.Key);
            }

            WriteValue(writer, type, filter);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static (string Type, string Word) Spell(Filter filter)
    {
        var hasKey = filter.Key is not null;
        return filter.Operator switch
        {
            FilterOperator.IsNull => ("null", "is null"),
            FilterOperator.IsNotNull => ("null", "is not null"),
            FilterOperator.AnyOf => (OptionsOf(filter), "any of"),
            FilterOperator.NoneOf => (OptionsOf(filter), "none of"),
            FilterOperator.AllOf => ("arrayOptions", "all of"),
            FilterOperator.Contains => (TextOf(hasKey), "contains"),
            FilterOperator.NotContains => (TextOf(hasKey), "does not contain"),
            FilterOperator.StartsWith => (TextOf(hasKey), "starts with"),
            FilterOperator.EndsWith => (TextOf(hasKey), "ends with"),
            _ => filter.Values[0] switch
            {
                DateTimeOffset when filter.Operator is not FilterOperator.NotEqual => ("datetime", CompareWord(filter.Operator)),
                bool when filter.Operator is FilterOperator.Equal or FilterOperator.NotEqual => ("boolean", CompareWord(filter.Operator)),
                string or Enum when filter.Operator is FilterOperator.Equal or FilterOperator.NotEqual => (TextOf(hasKey), CompareWord(filter.Operator)),
                string or Enum or bool or DateTimeOffset => throw new NotSupportedException($"A server's API cannot compare {filter.Field} with {filter.Operator} to a {filter.Values[0].GetType().Name}."),
                _ => (hasKey ? "numberObject" : "number", CompareWord(filter.Operator)),
            },
        };
    }

    private static string TextOf(bool hasKey) => hasKey ? "stringObject" : "string";

    private static string OptionsOf(Filter filter) => filter.Field switch
    {
        FilterField.Tags => "arrayOptions",
        FilterField.ScoreText when filter.Key is not null => "categoryOptions",
        _ => "stringOptions",
    };

    private static string CompareWord(FilterOperator op) => op switch
    {
        FilterOperator.NotEqual => "<>",
        FilterOperator.LessThan => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.GreaterThan => ">",
        FilterOperator.GreaterOrEqual => ">=",
        _ => "=",
    };

    private static void WriteValue(Utf8JsonWriter writer, string type, Filter filter)
    {
        switch (type)
        {
            case "null":
                break;
            case "datetime":
                writer.WriteString("value", ((DateTimeOffset)filter.Values[0]).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            case "boolean":
                writer.WriteBoolean("value", (bool)filter.Values[0]);
                break;
            case "number" or "numberObject":
                writer.WriteNumber("value", Convert.ToDouble(filter.Values[0], CultureInfo.InvariantCulture));
                break;
            case "string" or "stringObject":
                writer.WriteString("value", TextOf(filter, filter.Values[0]));
                break;
            default:
                writer.WriteStartArray("value");
                foreach (var value in filter.Values)
                {
                    writer.WriteStringValue(TextOf(filter, value));
                }

                writer.WriteEndArray();
                break;
        }
    }

    private static string TextOf(Filter filter, object value) => value switch
    {
        string text when filter.Field is not FilterField.ScoreSource => text,
        string text when Enum.TryParse<ScoreSource>(text, ignoreCase: true, out var source) => WireNames.Of(source),
        string text => text,
        ScoreSource source => WireNames.Of(source),
        Enum word => word.ToString(),
        _ => throw new NotSupportedException($"A server's API cannot look for {filter.Field} in a list of {value.GetType().Name}."),
    };
}
