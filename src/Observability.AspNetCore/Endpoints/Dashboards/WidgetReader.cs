using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>Checks a chart that a client sent and makes it one of ours.</summary>
internal static class WidgetReader
{
    private const int MaxDescription = 4000;
    private const int MaxItems = 20;
    private const int MaxConfigBytes = 16 * 1024;

    private static readonly IReadOnlyList<string> ChartTypes =
        ["LINE_TIME_SERIES", "AREA_TIME_SERIES", "BAR_TIME_SERIES", "HORIZONTAL_BAR", "VERTICAL_BAR", "PIE", "NUMBER", "HISTOGRAM", "PIVOT_TABLE"];

    private static readonly Payload Empty = Payload.FromUtf8("[]"u8.ToArray());

    /// <summary>Makes the chart of what it was; what the body does not say stays.</summary>
    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static DashboardWidget Read(WidgetBody body, DashboardWidget? before, string id, DateTimeOffset now)
    {
        var issues = new BodyIssues();
        var name = before is null ? issues.Text(body.Name, "name") : issues.OptionalText(body.Name, "name") ?? before.Name;
        IReadOnlyList<string> views = [.. MetricsVocabulary.Views.Keys];
        var view = before is null ? issues.Word(body.View, views, "view") : issues.OptionalWord(body.View, views, "view") ?? before.View;
        var chart = before is null ? issues.Word(body.ChartType, ChartTypes, "chartType") : issues.OptionalWord(body.ChartType, ChartTypes, "chartType") ?? before.ChartType;
        if (body.Description?.Length > MaxDescription)
        {
            issues.Add(ApiIssue.TooLong("string", MaxDescription, "description"));
        }

        var dimensions = body.Dimensions.Or(before?.Dimensions ?? Empty) ?? Empty;
        var metrics = body.Metrics.Or(before?.Metrics ?? Empty) ?? Empty;
        if (MetricsVocabulary.Views.TryGetValue(view, out var asked))
        {
            CheckItems(dimensions.ToElement(), "dimensions", 0, [("field", [.. MetricsVocabulary.DimensionsOf(asked).Keys])], issues);
            CheckItems(metrics.ToElement(), "metrics", 1, [("measure", [.. MetricsVocabulary.Measures.Keys]), ("agg", [.. MetricsVocabulary.Aggregations.Keys, "histogram"])], issues);
        }

        DashboardReader.CheckFilters(body.Filters, issues);
        var config = ReadConfig(body, before, chart, issues);
        issues.ThrowIfInvalid();
        return new DashboardWidget
        {
            Id = id,
            Name = name,
            Description = body.Description ?? before?.Description ?? "",
            View = view,
            Dimensions = dimensions,
            Metrics = metrics,
            Filters = body.Filters.Or(before?.Filters) ?? Empty,
            ChartType = chart,
            ChartConfig = config,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }

    private static void CheckItems(JsonElement items, string name, int minimum, IReadOnlyList<(string Property, IReadOnlyList<string> Words)> properties, BodyIssues issues)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            issues.Add(ApiIssue.InvalidType("array", JsonNames.TypeOf(items), name));
            return;
        }

        if (items.GetArrayLength() < minimum || items.GetArrayLength() > MaxItems)
        {
            issues.Add(items.GetArrayLength() < minimum ? ApiIssue.TooShort("array", minimum, name) : ApiIssue.TooLong("array", MaxItems, name));
            return;
        }

        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            foreach (var (property, words) in properties)
            {
                if (item.GetText(property) is not { } word || !words.Contains(word, StringComparer.Ordinal))
                {
                    issues.Add(ApiIssue.InvalidValue(words, name, index.ToString(System.Globalization.CultureInfo.InvariantCulture), property));
                }
            }
        }
    }

    // A config belongs to a type of chart: with another type and none given it begins anew.
    private static Payload ReadConfig(WidgetBody body, DashboardWidget? before, string chart, BodyIssues issues)
    {
        if (body.ChartConfig.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return before is not null && before.ChartType == chart ? before.ChartConfig : Payload.FromValue(new Dictionary<string, string> { ["type"] = chart });
        }

        var config = body.ChartConfig.Or(null)!;
        if (body.ChartConfig.ValueKind != JsonValueKind.Object || config.Length > MaxConfigBytes)
        {
            issues.Add(body.ChartConfig.ValueKind == JsonValueKind.Object
                ? ApiIssue.Custom($"The chart config has more than {MaxConfigBytes} bytes.", "chartConfig")
                : ApiIssue.InvalidType("object", JsonNames.TypeOf(body.ChartConfig), "chartConfig"));
            return Empty;
        }

        if (!body.ChartConfig.TryGetProperty("type", out var type))
        {
            var completed = new Dictionary<string, JsonElement> { ["type"] = Payload.FromText(chart).ToElement() };
            foreach (var property in body.ChartConfig.EnumerateObject())
            {
                completed[property.Name] = property.Value;
            }

            return Payload.FromValue(completed);
        }

        if (type.ValueKind != JsonValueKind.String || type.GetString() != chart)
        {
            issues.Add(ApiIssue.Custom($"The type of the chart config must be '{chart}', as chartType.", "chartConfig", "type"));
        }

        return config;
    }
}
