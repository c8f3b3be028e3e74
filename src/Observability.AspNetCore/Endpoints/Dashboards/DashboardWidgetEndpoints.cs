using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>Charts for dashboards: create, list, one, change, delete.</summary>
internal static class DashboardWidgetEndpoints
{
    private const string NotFound = "Dashboard widget not found";
    private const string Root = "/unstable/dashboard-widgets";

    public static void Map(ApiMap api)
    {
        api.MapGet(Root, ListAsync, "Lists charts in pages, last changed first.", Paging.Parameters).WithTags("dashboards");
        api.MapPost(Root, CreateAsync, "Creates a chart, to be placed on dashboards.").WithTags("dashboards").Accepts<WidgetBody>("application/json");
        api.MapGet(Root + "/{widgetId}", GetAsync, "Gets a chart.").WithTags("dashboards");
        api.MapPatch(Root + "/{widgetId}", UpdateAsync, "Changes a chart: what is missing stays as it is.").WithTags("dashboards").Accepts<WidgetBody>("application/json");
        api.MapDelete(Root + "/{widgetId}", DeleteAsync, "Deletes a chart that is on no dashboard.").WithTags("dashboards");
    }

    private static DocumentCollection<DashboardWidget> Widgets(ApiRequest request) => request.Collection(CatalogCollections.DashboardWidgets);

    private static Task<WireResult<PagedList<WireWidget>>> ListAsync(ApiRequest request) => CatalogList.ReadAsync(request, Widgets(request), null, DashboardMapper.ToWire);

    private static async Task<WireResult<WireWidget>> GetAsync(ApiRequest request, string widgetId) =>
        new(DashboardMapper.ToWire(await CatalogList.RequireAsync(request, Widgets(request), widgetId, NotFound).ConfigureAwait(false)));

    private static async Task<WireResult<WireWidget>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<WidgetBody>(request.Http).ConfigureAwait(false);
        var now = request.Now;
        var widget = WidgetReader.Read(body, null, CatalogClock.NewId(now), now);
        await Widgets(request).InsertAsync(request.Project, widget, request.Aborted).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(widget));
    }

    private static async Task<WireResult<WireWidget>> UpdateAsync(ApiRequest request, string widgetId)
    {
        var body = await ApiBody.ReadAsync<WidgetBody>(request.Http).ConfigureAwait(false);
        var changed = await Widgets(request).UpdateAsync(
            request.Project, ApiRequest.Id(widgetId), before => WidgetReader.Read(body, before, before.Id, request.Now), request.Aborted).ConfigureAwait(false);
        return new(DashboardMapper.ToWire(changed ?? throw ApiException.NotFound(NotFound)));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string widgetId)
    {
        var widget = await CatalogList.RequireAsync(request, Widgets(request), widgetId, NotFound).ConfigureAwait(false);
        if (await DashboardEndpoints.Dashboards(request).FindAsync(request.Project, CatalogCollections.ShowsWidget(widget.Id), request.Aborted).ConfigureAwait(false) is { } shown)
        {
            throw ApiException.Conflict($"The widget is on the dashboard '{shown.Value.Name}'. Remove it there first.");
        }

        await Widgets(request).DeleteAsync(request.Project, widget.Id, request.Aborted).ConfigureAwait(false);
        return new(new Message("Dashboard widget successfully deleted"));
    }
}
