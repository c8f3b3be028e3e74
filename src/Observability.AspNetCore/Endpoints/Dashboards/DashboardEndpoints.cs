using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>Dashboards: create, list, one, change, delete.</summary>
internal static class DashboardEndpoints
{
    public const string NotFound = "Dashboard not found";

    private const int MaxDescription = 4000;
    private const string Root = "/unstable/dashboards";

    private static readonly Payload NoFilters = Payload.FromUtf8("[]"u8.ToArray());

    public static void Map(ApiMap api)
    {
        api.MapGet(Root, ListAsync, "Lists dashboards in pages, last changed first.", Paging.Parameters).WithTags("dashboards");
        api.MapPost(Root, CreateAsync, "Creates a dashboard.").WithTags("dashboards").Accepts<DashboardBody>("application/json");
        api.MapGet(Root + "/{dashboardId}", GetAsync, "Gets a dashboard.").WithTags("dashboards");
        api.MapPatch(Root + "/{dashboardId}", UpdateAsync, "Changes a dashboard: what is missing stays as it is.").WithTags("dashboards").Accepts<DashboardBody>("application/json");
        api.MapDelete(Root + "/{dashboardId}", DeleteAsync, "Deletes a dashboard; its widgets stay.").WithTags("dashboards");
    }

    public static DocumentCollection<DashboardDefinition> Dashboards(ApiRequest request) => request.Collection(CatalogCollections.Dashboards);

    private static Task<WireResult<PagedList<WireDashboard>>> ListAsync(ApiRequest request) => CatalogList.ReadAsync(request, Dashboards(request), null, DashboardMapper.ToWire);

    private static async Task<WireResult<WireDashboard>> GetAsync(ApiRequest request, string dashboardId) =>
        new(DashboardMapper.ToWire(await CatalogList.RequireAsync(request, Dashboards(request), dashboardId, NotFound).ConfigureAwait(false)));

    private static async Task<WireResult<WireDashboard>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<DashboardBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.Name, "name");
        var (description, placements) = await ReadAsync(request, body, issues).ConfigureAwait(false);
        issues.ThrowIfInvalid();
        var now = request.Now;
        var dashboard = new DashboardDefinition
        {
            Id = CatalogClock.NewId(now),
            Name = name,
            Description = description ?? "",
            Placements = placements ?? [],
            Filters = body.Filters.Or(null) ?? NoFilters,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await Dashboards(request).InsertAsync(request.Project, dashboard, request.Aborted).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(dashboard));
    }

    private static async Task<WireResult<WireDashboard>> UpdateAsync(ApiRequest request, string dashboardId)
    {
        var body = await ApiBody.ReadAsync<DashboardBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.OptionalText(body.Name, "name");
        var (description, placements) = await ReadAsync(request, body, issues).ConfigureAwait(false);
        issues.ThrowIfInvalid();
        var changed = await Dashboards(request).UpdateAsync(
            request.Project,
            ApiRequest.Id(dashboardId),
            before => before with
            {
                Name = name ?? before.Name,
                Description = description ?? before.Description,
                Placements = placements ?? before.Placements,
                Filters = body.Filters.Or(before.Filters) ?? NoFilters,
                UpdatedAt = request.Now,
            },
            request.Aborted).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(changed ?? throw ApiException.NotFound(NotFound)));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string dashboardId) =>
        await Dashboards(request).DeleteAsync(request.Project, ApiRequest.Id(dashboardId), request.Aborted).ConfigureAwait(false)
            ? new(new Message("Dashboard successfully deleted"))
            : throw ApiException.NotFound(NotFound);

    private static async Task<(string? Description, IReadOnlyList<DashboardPlacement>? Placements)> ReadAsync(ApiRequest request, DashboardBody body, BodyIssues issues)
    {
        if (body.Description?.Length > MaxDescription)
        {
            issues.Add(ApiIssue.TooLong("string", MaxDescription, "description"));
        }

        DashboardReader.CheckFilters(body.Filters, issues);
        return (body.Description, body.Definition is null ? null : await DashboardReader.ReadAsync(request, body.Definition, issues).ConfigureAwait(false));
    }
}
