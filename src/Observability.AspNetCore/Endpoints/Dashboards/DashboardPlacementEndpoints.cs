using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>The tiles of a dashboard: add, move, remove.</summary>
internal static class DashboardPlacementEndpoints
{
    private const string NotFound = "Dashboard placement not found";
    private const int MaxPlacements = 200;
    private const string Root = "/unstable/dashboards/{dashboardId}/placements";

    public static void Map(ApiMap api)
    {
        api.MapPost(Root, AddAsync, "Adds a tile to a dashboard, below the others unless it says where.").WithTags("dashboards").Accepts<WirePlacement>("application/json");
        api.MapPatch(Root + "/{placementId}", UpdateAsync, "Moves, resizes or replaces a tile: what is missing stays as it is.").WithTags("dashboards").Accepts<WirePlacement>("application/json");
        api.MapDelete(Root + "/{placementId}", DeleteAsync, "Removes a tile from a dashboard.").WithTags("dashboards");
    }

    private static async Task<WireResult<WirePlacement>> AddAsync(ApiRequest request, string dashboardId)
    {
        var body = await ApiBody.ReadAsync<WirePlacement>(request.Http).ConfigureAwait(false);
        var dashboard = await CatalogList.RequireAsync(request, DashboardEndpoints.Dashboards(request), dashboardId, DashboardEndpoints.NotFound).ConfigureAwait(false);
        var issues = new BodyIssues();
        var placement = await DashboardReader.ReadAsync(request, body, dashboard.Placements, issues).ConfigureAwait(false);
        issues.ThrowIfInvalid();
        await ChangeAsync(request, dashboard.Id, before =>
        {
            if (before.Placements.Count >= MaxPlacements)
            {
                throw ApiException.Invalid($"The dashboard has {MaxPlacements} tiles already. Remove one.");
            }

            return before.Placements.Any(other => other.Id == placement!.Id)
                ? throw ApiException.Conflict($"The dashboard has a tile with the id '{placement!.Id}' already.")
                : [.. before.Placements, placement!];
        }).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(placement!));
    }

    private static async Task<WireResult<WirePlacement>> UpdateAsync(ApiRequest request, string dashboardId, string placementId)
    {
        var body = await ApiBody.ReadAsync<WirePlacement>(request.Http).ConfigureAwait(false);
        var id = ApiRequest.Id(placementId);
        if (body.Id is not null && body.Id != id)
        {
            throw ApiException.Conflict($"The tile is '{id}', but the body says '{body.Id}'.");
        }

        var dashboard = await CatalogList.RequireAsync(request, DashboardEndpoints.Dashboards(request), dashboardId, DashboardEndpoints.NotFound).ConfigureAwait(false);
        var old = dashboard.Placements.FirstOrDefault(other => other.Id == id) ?? throw ApiException.NotFound(NotFound);
        var was = DashboardMapper.ToWire(old);
        var merged = was with
        {
            Type = body.Type ?? was.Type,
            WidgetId = body.WidgetId ?? was.WidgetId,
            PresetId = body.PresetId ?? was.PresetId,
            X = body.X ?? was.X,
            Y = body.Y ?? was.Y,
            Width = body.Width ?? was.Width,
            Height = body.Height ?? was.Height,
        };
        var issues = new BodyIssues();
        var placement = await DashboardReader.ReadAsync(request, merged, [], issues).ConfigureAwait(false);
        issues.ThrowIfInvalid();
        await ChangeAsync(request, dashboard.Id, before => [.. before.Placements.Select(other => other.Id == id ? placement! : other)]).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(placement!));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string dashboardId, string placementId)
    {
        var id = ApiRequest.Id(placementId);
        await ChangeAsync(request, ApiRequest.Id(dashboardId), before => before.Placements.Any(other => other.Id == id)
            ? [.. before.Placements.Where(other => other.Id != id)]
            : throw ApiException.NotFound(NotFound)).ConfigureAwait(false);
        return new(new Message("Dashboard placement successfully deleted"));
    }

    private static async Task ChangeAsync(ApiRequest request, string dashboard, Func<DashboardDefinition, IReadOnlyList<DashboardPlacement>> change)
    {
        _ = await DashboardEndpoints.Dashboards(request).UpdateAsync(
            request.Project, dashboard, before => before with { Placements = change(before), UpdatedAt = request.Now }, request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound(DashboardEndpoints.NotFound);
    }
}
