using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Observations, in both forms of the wire.</summary>
internal static class ObservationEndpoints
{
    private static readonly FieldGroupsParameter Fields = new(
        "fields",
        "The groups of fields beside core, with commas between: basic, time, io, metadata, model, usage, prompt, metrics, trace_context. Basic unless given.",
        ObservationFields.All,
        ObservationFields.Defaults);

    private static readonly ListParameter ExpandMetadata = new(
        "expandMetadata", "The metadata keys, with commas between, whose texts are not cut at 200 characters.", splitAtCommas: true);

    private static readonly BooleanParameter ParseIoAsJson = new("parseIoAsJson", "Whether input and output are JSON rather than text; false unless given.");

    private static readonly BooleanParameter IsRootObservation = new("isRootObservation", "Only observations without a parent, or only those with one.");

    /// <summary>What of an observation the newer form shows.</summary>
    public static readonly IReadOnlyList<QueryParameter> Shown = [Fields, ExpandMetadata, ParseIoAsJson];

    /// <summary>What lists of observations can be filtered by.</summary>
    public static readonly IReadOnlyList<QueryParameter> Conditions =
    [
        Parameters.Name, Parameters.UserId, Parameters.SessionId, Parameters.Type, Parameters.TraceId, Parameters.Level, Parameters.ParentObservationId,
        IsRootObservation, Parameters.Environment, Parameters.FromStartTime, Parameters.ToStartTime, Parameters.Version, Parameters.Filter, Parameters.Search,
    ];

    public static void Map(ApiMap api)
    {
        api.MapGet("/v2/observations", ListV2Async, "Lists observations, newest first.", [Parameters.CursorLimit, Parameters.Cursor, .. Shown, .. Conditions])
            .WithTags("observations");
        api.MapGet("/observations", ListAsync, "Lists observations in pages, newest first.", [.. Paging.Parameters, .. Conditions]).WithTags("observations");
        MapKind(api, "/generations", ObservationKind.Generation, "generations");
        MapKind(api, "/spans", ObservationKind.Span, "spans");
        MapKind(api, "/events", ObservationKind.Event, "events");
        api.MapGet("/observations/{observationId}", GetAsync, "Gets an observation with its payloads.", Parameters.TraceId).WithTags("observations");
    }

    // The oldest lists: one path for each type.
    private static void MapKind(ApiMap api, [StringSyntax("Route")] string pattern, ObservationKind kind, string plural) => api.MapGet(
        pattern,
        (ApiRequest request) => ListWithAsync(request, [Filter.Equal(FilterField.Kind, WireNames.Of(kind))]),
        $"Lists {plural} in pages, newest first.",
        [.. Paging.Parameters, .. Conditions.Where(parameter => parameter != Parameters.Type)]).WithTags("observations");

    private static async Task<WireResult<CursorList<WireObservationV2>>> ListV2Async(ApiRequest request)
    {
        var fields = ReadFields(request);
        var query = Select(ReadQuery(request), fields) with
        {
            Limit = request.Query.Read(Parameters.CursorLimit),
            Cursor = request.Query.Read(Parameters.Cursor),
        };
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListObservationsAsync(query, aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(record => ObservationMapper.ToWireV2(record, fields)), new CursorMeta { Cursor = page.NextCursor }));
    }

    private static Task<WireResult<PagedList<WireObservation>>> ListAsync(ApiRequest request) => ListWithAsync(request, []);

    private static async Task<WireResult<PagedList<WireObservation>>> ListWithAsync(ApiRequest request, IReadOnlyList<Filter> more)
    {
        var paging = Paging.Read(request.Query);
        var asked = ReadQuery(request);
        var query = paging.Apply(asked) with { Payloads = PayloadSelection.All, Filters = [.. asked.Filters, .. more] };
        request.Query.ThrowIfInvalid();

        var page = await request.ReadAsync((store, aborted) => store.ListObservationsAsync(query, aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(ObservationMapper.ToWire), paging.Meta(page)));
    }

    private static async Task<WireResult<WireObservation>> GetAsync(ApiRequest request, string observationId)
    {
        var trace = request.Query.Read(Parameters.TraceId);
        request.Query.ThrowIfInvalid();
        var record = await request.ReadAsync((store, aborted) => store.GetObservationAsync(
            request.Project, new ObservationId(ApiRequest.Id(observationId)), trace is null ? null : new TraceId(trace), aborted)).ConfigureAwait(false);
        return record is null
            ? throw ApiException.NotFound($"Observation with id {observationId} not found")
            : new(ObservationMapper.ToWire(record));
    }

    /// <summary>Which fields of the newer form are asked for.</summary>
    public static ObservationFields ReadFields(ApiRequest request) => new(
        request.Query.Read(Fields),
        request.Query.Read(ParseIoAsJson) == true ? JsonPayloadForm.Raw : JsonPayloadForm.Text,
        request.Query.Read(ExpandMetadata).ToHashSet(StringComparer.Ordinal));

    /// <summary>Reads of the payloads only those that are shown.</summary>
    public static ObservationQuery Select(ObservationQuery query, ObservationFields fields) => query with
    {
        Payloads = (fields.Groups.Contains(ObservationFields.Io) ? PayloadSelection.InputOutput : PayloadSelection.None)
            | (fields.Groups.Contains(ObservationFields.Metadata) || fields.Groups.Contains(ObservationFields.Model) ? PayloadSelection.Metadata : PayloadSelection.None),
    };

    /// <summary>The conditions of a list.</summary>
    public static ObservationQuery ReadQuery(ApiRequest request)
    {
        var query = request.Query;
        var filters = new FilterList()
            .Equal(FilterField.Name, query.Read(Parameters.Name))
            .Equal(FilterField.UserId, query.Read(Parameters.UserId))
            .Equal(FilterField.SessionId, query.Read(Parameters.SessionId))
            .Equal(FilterField.Kind, query.Read(Parameters.Type))
            .Equal(FilterField.TraceId, query.Read(Parameters.TraceId))
            .Equal(FilterField.Level, query.Read(Parameters.Level))
            .Equal(FilterField.ParentId, query.Read(Parameters.ParentObservationId))
            .Equal(FilterField.Version, query.Read(Parameters.Version))
            .AnyOf(FilterField.Environment, query.Read(Parameters.Environment))
            .AddRange(FilterParser.Parse(query.Read(Parameters.Filter), FilterColumns.Observations));
        if (query.Read(IsRootObservation) is { } isRoot)
        {
            filters.Add(new Filter(FilterField.ParentId, isRoot ? FilterOperator.IsNull : FilterOperator.IsNotNull, []));
        }

        return new ObservationQuery
        {
            Project = request.Project,
            From = query.Read(Parameters.FromStartTime),
            To = query.Read(Parameters.ToStartTime),
            Search = query.Read(Parameters.Search),
            Filters = filters.Filters,
        };
    }
}
