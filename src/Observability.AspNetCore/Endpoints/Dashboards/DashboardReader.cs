using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>Checks dashboards and tiles that a client sent and makes them ours.</summary>
internal static class DashboardReader
{
    private const int MaxPlacements = 200;
    private const int Columns = 12;
    private const int MaxRows = 100_000;
    private const int MaxConditions = 50;

    private static readonly IReadOnlyList<string> PlacementTypes = ["widget", "preset"];

    /// <summary>Makes the tiles; none when they are not valid, and then the issues say why.</summary>
    public static async Task<IReadOnlyList<DashboardPlacement>> ReadAsync(ApiRequest request, WireDashboardDefinition definition, BodyIssues issues)
    {
        var sent = definition.Widgets ?? [];
        if (sent.Count > MaxPlacements)
        {
            issues.Add(ApiIssue.TooLong("array", MaxPlacements, "definition", "widgets"));
            return [];
        }

        var placements = new List<DashboardPlacement>();
        foreach (var (index, placement) in sent.Index())
        {
            IReadOnlyList<string> path = ["definition", "widgets", index.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            if (await ReadAsync(request, placement, placements, issues, path).ConfigureAwait(false) is { } read)
            {
                placements.Add(read);
            }
        }

        if (placements.DistinctBy(placement => placement.Id).Count() < placements.Count)
        {
            issues.Add(ApiIssue.Custom("Two tiles have the same id.", "definition", "widgets"));
        }

        return placements;
    }

    /// <summary>Makes a tile, below the others unless it says where; null when it is not valid, and then the issues say why.</summary>
    public static async Task<DashboardPlacement?> ReadAsync(
        ApiRequest request, WirePlacement? placement, IReadOnlyList<DashboardPlacement> others, BodyIssues issues, params IReadOnlyList<string> path)
    {
        var type = issues.Word(placement?.Type, PlacementTypes, Name(path, "type"));
        var shown = issues.Text(type == "preset" ? placement?.PresetId : placement?.WidgetId, Name(path, type == "preset" ? "presetId" : "widgetId"), BodyIssues.MaxIdLength);
        if (placement is null || type.Length == 0 || shown.Length == 0)
        {
            return null;
        }

        CheckRange(placement.X, 0, Columns - 1, Name(path, "x"), issues);
        CheckRange(placement.Y, 0, MaxRows, Name(path, "y"), issues);
        CheckRange(placement.Width, 1, Columns, Name(path, "x_size"), issues);
        CheckRange(placement.Height, 1, MaxRows, Name(path, "y_size"), issues);
        if (type == "widget" && await request.Collection(CatalogCollections.DashboardWidgets).GetAsync(request.Project, shown, request.Aborted).ConfigureAwait(false) is null)
        {
            throw ApiException.NotFound($"Dashboard widget '{shown}' not found");
        }

        return new DashboardPlacement
        {
            Id = issues.OptionalText(placement.Id, Name(path, "id"), BodyIssues.MaxIdLength) ?? Guid.NewGuid().ToString(),
            WidgetId = type == "widget" ? shown : null,
            PresetId = type == "preset" ? shown : null,
            X = placement.X ?? 0,
            Y = placement.Y ?? others.Select(other => other.Y + other.Height).DefaultIfEmpty(0).Max(),
            Width = placement.Width ?? 6,
            Height = placement.Height ?? 6,
        };
    }

    /// <summary>Checks conditions without looking at their columns.</summary>
    public static void CheckFilters(JsonElement filters, BodyIssues issues)
    {
        if (filters.ValueKind is JsonValueKind.Undefined)
        {
            return;
        }

        if (filters.ValueKind != JsonValueKind.Array || filters.GetArrayLength() > MaxConditions)
        {
            issues.Add(filters.ValueKind == JsonValueKind.Array ? ApiIssue.TooLong("array", MaxConditions, "filters") : ApiIssue.InvalidType("array", JsonNames.TypeOf(filters), "filters"));
            return;
        }

        var found = new List<ApiIssue>();
        foreach (var (index, condition) in filters.EnumerateArray().Index())
        {
            FilterCondition.Read(condition, ["filters", index.ToString(System.Globalization.CultureInfo.InvariantCulture)], found);
        }

        found.ForEach(issues.Add);
    }

    private static void CheckRange(int? value, int min, int max, string name, BodyIssues issues)
    {
        if (value < min)
        {
            issues.Add(ApiIssue.TooSmall(min, inclusive: true, name));
        }

        if (value > max)
        {
            issues.Add(ApiIssue.TooBig(max, name));
        }
    }

    private static string Name(IReadOnlyList<string> path, string name) => path.Count == 0 ? name : $"{string.Join('.', path)}.{name}";
}
