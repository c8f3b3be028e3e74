using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Endpoints.Prompts;
using Observability.AspNetCore.Otlp.Receiving;
using Observability.AspNetCore.Reference;

namespace Observability.AspNetCore.Endpoints;

/// <summary>The public API: the Langfuse wire, and beside it what the dashboard needs beyond.</summary>
internal static class PublicApi
{
    /// <summary>The name of the API's OpenAPI document; it keeps these endpoints out of the application's own.</summary>
    public const string DocumentName = "llm-observability";

    public static void Map(RouteGroupBuilder group, BrowserSessions sessions)
    {
        group.WithGroupName(DocumentName);
        var api = new ApiMap(group);
        HealthEndpoints.Map(api);
        SignInEndpoints.Map(api, sessions);
        ProjectEndpoints.Map(api);
        ApiKeyEndpoints.Map(api);
        TraceEndpoints.Map(api);
        ObservationEndpoints.Map(api);
        SessionEndpoints.Map(api);
        UserEndpoints.Map(api);
        ScoreEndpoints.Map(api);
        IngestionEndpoints.Map(api);
        MetricsEndpoints.Map(api);
        DailyMetricsEndpoints.Map(api);
        MediaEndpoints.Map(api);
        OtlpEndpoints.Map(api);
        PromptEndpoints.Map(api);
        PromptEndpointsV1.Map(api);
        PromptHistoryEndpoints.Map(api);
        PromptSplitEndpoints.Map(api);
        PromptRolloutEndpoints.Map(api);
        PromptWebhookEndpoints.Map(api);
        CatalogApi.Map(api);
        LiveEndpoints.Map(api);
        OpenApiEndpoint.Map(api);
        ReferenceEndpoints.Map(api);
        api.Complete();
    }
}
