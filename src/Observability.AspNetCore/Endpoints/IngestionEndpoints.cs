using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Ingestion;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Events of SDKs that send through the ingestion API.</summary>
internal static class IngestionEndpoints
{
    public static void Map(ApiMap api) => api.MapPost("/ingestion", IngestAsync, "Takes a batch of events; those the answer calls successes are durable.")
        .WithTags("ingestion")
        .Requires(ApiPermission.Ingest | ApiPermission.Score)
        .Accepts<IngestionBody>("application/json", "*/*")
        .Produces<IngestionAnswer>(StatusCodes.Status207MultiStatus);

    private static async Task<IResult> IngestAsync(ApiRequest request)
    {
        EventBatch batch;
        try
        {
            using var body = await RequestBytes.ReadAsync(request.Http).ConfigureAwait(false);
            batch = EventBatch.Read(body.Memory, request.Project);
        }
        catch (JsonException)
        {
            // These two answers are plain text on the wire.
            return TypedResults.Text("Invalid JSON", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (ApiException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TypedResults.Text("Body exceeded 4.5mb limit", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (batch.Problem is { } problem)
        {
            return new WireResult<InvalidBatchBody>(new InvalidBatchBody("Invalid request data", [problem]), StatusCodes.Status400BadRequest);
        }

        if (!request.Caller.Can(ApiPermission.Ingest))
        {
            batch.RefuseWhere(read => read.Observation is not null || read.Trace is not null, IngestionError.OutOfScope);
        }

        var isPublic = request.Caller.Kind == CallerKind.PublicKey;
        if (isPublic)
        {
            batch.RefuseWhere(read => read.Score is { } score && PublicScore.IsRefused(score), IngestionError.OutOfScope);
        }

        await CheckScoresAsync(request, batch).ConfigureAwait(false);
        IReadOnlyList<IngestionEvent> events = isPublic ? [.. batch.Events.Select(read => read.Score is { } score ? read with { Score = PublicScore.Bound(score) } : read)] : batch.Events;
        await EventMerger.Of(request.Observability).WriteAsync(request.Project, events, request.Aborted).ConfigureAwait(false);
        return new WireResult<IngestionAnswer>(batch.ToAnswer(), StatusCodes.Status207MultiStatus);
    }

    private static async Task CheckScoresAsync(ApiRequest request, EventBatch batch)
    {
        var configs = new ScoreConfigCheck(request);
        foreach (var read in batch.Events.Where(read => read.Score?.ConfigId is not null).ToList())
        {
            if (await configs.FindProblemAsync(read.Score!).ConfigureAwait(false) is { } problem)
            {
                batch.Refuse(read, problem == ScoreConfigCheck.NotFound ? IngestionError.NotFound(read.Id, problem) : IngestionError.Invalid(read.Id, problem));
            }
        }
    }
}
