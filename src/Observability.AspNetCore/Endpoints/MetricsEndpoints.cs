using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Aggregations.</summary>
internal static class MetricsEndpoints
{
    private static readonly TextParameter Query = new(
        "query",
        "A JSON object: view (traces, observations, scores-numeric, scores-categorical, scores-boolean), metrics [{ measure, aggregation }], dimensions [{ field }], " +
        "filters (as filter elsewhere), timeDimension { granularity: auto, minute, hour, day, week or month }, fromTimestamp, toTimestamp, orderBy [{ field, direction }], " +
        "config { row_limit }. Durations are in milliseconds.",
        MetricsRequest.MaxLength);

    public static void Map(ApiMap api)
    {
        api.MapGet("/v2/metrics", QueryAsync, "Aggregates.", Query).WithTags("metrics");
        api.MapGet("/metrics", QueryAsync, "Aggregates.", Query).WithTags("metrics");
    }

    private static async Task<WireResult<MetricsList>> QueryAsync(ApiRequest request)
    {
        var json = request.Query.Read(Query);
        request.Query.ThrowIfInvalid();
        var metrics = MetricsRequest.Parse(json, request.Project);
        var result = await request.ReadAsync((store, aborted) => store.QueryMetricsAsync(metrics.Query, aborted)).ConfigureAwait(false);
        return new(MetricsMapper.ToWire(metrics, result));
    }
}
