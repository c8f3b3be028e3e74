using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire.Models;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Models;

/// <summary>Gives stored calls the cost that they have by the prices of now: ours, beside the wire.</summary>
internal static class RecomputationEndpoints
{
    public static void Map(ApiMap api)
    {
        api.MapPost("/models/recompute", Start, "Ours: begins to compute the cost of stored calls anew, by the prices of now; costs that came with a call stay. One at a time.")
            .WithTags("models").Accepts<RecomputationBody>("application/json");
        api.MapGet("/models/recompute/{id}", Get, "Ours: says how far a recomputation is.").WithTags("models");
    }

    private static async Task<WireResult<WireRecomputation>> Start(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<RecomputationBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        issues.OptionalText(body.Model, "model", MetadataLimits.MaxNameLength);
        if (body.FromStartTime >= body.ToStartTime)
        {
            issues.Add(ApiIssue.Custom("fromStartTime must be before toStartTime.", "fromStartTime"));
        }

        issues.ThrowIfInvalid();
        var stopping = request.Http.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        return new(Recomputations.Of(request.Observability).Start(request, body, stopping));
    }

    private static WireResult<WireRecomputation> Get(ApiRequest request, string id) =>
        new(Recomputations.Of(request.Observability).Find(request.Project, ApiRequest.Id(id)) ?? throw ApiException.NotFound("Recomputation not found"));
}
