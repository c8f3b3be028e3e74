using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;
using Observability.Prompts.Rollout;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Beyond the wire: rollouts of versions with every decision and its numbers, and the figures of each version.</summary>
internal static class PromptRolloutEndpoints
{
    private static readonly InstantParameter From = new("fromTimestamp", "Only calls at or after this instant; 30 days ago unless given.");
    private static readonly InstantParameter To = new("toTimestamp", "Only calls before this instant; now unless given.");

    public static void Map(ApiMap api)
    {
        api.MapGet("/prompt-rollouts", ListAsync, "Ours: lists rollouts, newest first, with every decision and its numbers.", PromptRequests.Name, Parameters.PageLimit, Parameters.Cursor).WithTags("prompts");
        api.MapPost("/prompt-rollouts", StartAsync, "Ours: begins to roll a version of a prompt out.").WithTags("prompts")
            .Accepts<CreateRolloutBody>("application/json").Produces<WireRollout>(StatusCodes.Status201Created, "application/json").Produces<ApiError>(StatusCodes.Status409Conflict);
        api.MapGet("/prompt-rollouts/{rolloutId}", GetAsync, "Ours: gets a rollout.").WithTags("prompts");
        api.MapPost("/prompt-rollouts/{rolloutId}/stop", StopAsync, "Ours: stops a rollout at once; all calls go to the old version.").WithTags("prompts");
        api.MapGet("/prompt-metrics", MetricsAsync, "Ours: calls, latency, tokens, cost and scores of each version of a prompt.", PromptRequests.Name, From, To).WithTags("prompts");
    }

    private static async Task<WireResult<CursorList<WireRollout>>> ListAsync(ApiRequest request)
    {
        var name = request.Query.Read(PromptRequests.Name) is { } text ? PromptRequests.NameOf(text) : (PromptName?)null;
        var limit = request.Query.Read(Parameters.PageLimit);
        var cursor = request.Query.Read(Parameters.Cursor);
        request.Query.ThrowIfInvalid();
        var page = await ApiRequest.TryAsync(() => Rollouts(request).ListAsync(name, limit, cursor, request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(RolloutWireMapper.ToWire), new CursorMeta { Cursor = page.NextCursor }));
    }

    private static async Task<WireResult<WireRollout>> StartAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateRolloutBody>(request.Http).ConfigureAwait(false);
        var name = PromptRequests.NameOf(body.PromptName ?? throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", "promptName")));
        var plan = RolloutWireMapper.Read(body, name, PromptSplitEndpoints.LabelOf(body.Label));
        var started = await Rollouts(request).StartAsync(plan, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        request.Http.Response.StatusCode = StatusCodes.Status201Created;
        return new(RolloutWireMapper.ToWire(started));
    }

    private static async Task<WireResult<WireRollout>> GetAsync(ApiRequest request, string rolloutId)
    {
        var id = ApiRequest.Id(rolloutId);
        var rollout = await Rollouts(request).FindAsync(new RolloutId(id), request.Aborted).ConfigureAwait(false);
        return new(RolloutWireMapper.ToWire(rollout ?? throw ApiException.NotFound($"Prompt rollout not found: '{id}'")));
    }

    private static async Task<WireResult<WireRollout>> StopAsync(ApiRequest request, string rolloutId) =>
        new(RolloutWireMapper.ToWire(await Rollouts(request).StopAsync(new RolloutId(ApiRequest.Id(rolloutId)), PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false)));

    private static async Task<WireResult<WirePromptMetricsList>> MetricsAsync(ApiRequest request)
    {
        var name = PromptRequests.RequiredName(request);
        var to = request.Query.Read(To) ?? request.Now;
        var from = request.Query.Read(From) ?? to.AddDays(-30);
        request.Query.ThrowIfInvalid();
        var metrics = await ApiRequest.TryAsync(() => request.Observability.PromptMetricsOf(request.Project).GetAsync(name, from, to, request.Aborted)).ConfigureAwait(false);
        return new(new(metrics.Select(RolloutWireMapper.ToWire)));
    }

    private static PromptRollouts Rollouts(ApiRequest request)
    {
        // What says that the destination keeps none.
        _ = request.Catalog;
        try
        {
            return request.Observability.RolloutsOf(request.Project);
        }
        catch (InvalidOperationException exception)
        {
            throw ApiException.NotSupported(exception.Message);
        }
    }
}
