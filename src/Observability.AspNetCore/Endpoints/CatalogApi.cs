using Observability.AspNetCore.Endpoints.Annotation;
using Observability.AspNetCore.Endpoints.Dashboards;
using Observability.AspNetCore.Endpoints.Datasets;
using Observability.AspNetCore.Endpoints.Evaluators;
using Observability.AspNetCore.Endpoints.Experiments;
using Observability.AspNetCore.Endpoints.Models;

namespace Observability.AspNetCore.Endpoints;

/// <summary>What is kept beside the telemetry: datasets, annotation, evaluators, dashboards.</summary>
internal static class CatalogApi
{
    public static void Map(ApiMap api)
    {
        DatasetEndpoints.Map(api);
        DatasetItemEndpoints.Map(api);
        DatasetRunEndpoints.Map(api);
        ExperimentEndpoints.Map(api);
        ExperimentItemEndpoints.Map(api);
        ScoreConfigEndpoints.Map(api);
        CommentEndpoints.Map(api);
        AnnotationQueueEndpoints.Map(api);
        AnnotationItemEndpoints.Map(api);
        LlmConnectionEndpoints.Map(api);
        EvaluatorEndpoints.Map(api);
        EvaluationRuleEndpoints.Map(api);
        EvaluationJobEndpoints.Map(api);
        RecomputationEndpoints.Map(api);
        ModelEndpoints.Map(api);
        DashboardEndpoints.Map(api);
        DashboardPlacementEndpoints.Map(api);
        DashboardWidgetEndpoints.Map(api);
    }
}
