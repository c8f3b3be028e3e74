using System.Diagnostics;
using Observability.Model;

namespace Observability.Capture.Interop;

/// <summary>Mirrors observations as activities while somebody listens to our source, in the GenAI semantic conventions.</summary>
/// <remarks>
/// Never with content: it is redacted on the pipeline's thread, after the activity has ended, and unredacted text may not leave the process.
/// </remarks>
internal static class MirrorActivity
{
    private static readonly ActivitySource Source = new(LlmObservability.ActivitySourceName);

    public static Activity? TryStart(ObservationKind kind, string name)
    {
        if (!Source.HasListeners() || kind == ObservationKind.Event)
        {
            return null;
        }

        var activity = Source.StartActivity(SpanName(kind, name), kind is ObservationKind.Generation or ObservationKind.Embedding ? ActivityKind.Client : ActivityKind.Internal);
        if (activity is { IsAllDataRequested: true } && GenAIOperation.Of(kind) is { } operation)
        {
            activity.SetTag("gen_ai.operation.name", operation);
            if (kind == ObservationKind.Tool)
            {
                activity.SetTag("gen_ai.tool.name", name);
            }
            else if (kind == ObservationKind.Agent)
            {
                activity.SetTag("gen_ai.agent.name", name);
            }
        }

        return activity;
    }

    public static void Stop(ObservationScope scope)
    {
        if (scope.Mirror is not { } activity)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            Describe(activity, scope);
        }

        // An activity that ends elsewhere (a swept stream) must not change this flow's current one.
        var current = Activity.Current;
        activity.Stop();
        if (!ReferenceEquals(current, activity))
        {
            Activity.Current = current;
        }
    }

    private static string SpanName(ObservationKind kind, string name) => kind switch
    {
        ObservationKind.Tool => $"execute_tool {name}",
        ObservationKind.Agent => $"invoke_agent {name}",
        _ => name,
    };

    private static void Describe(Activity activity, ObservationScope scope)
    {
        Set(activity, "gen_ai.provider.name", scope.Provider);
        Set(activity, "gen_ai.request.model", scope.RequestModel);
        Set(activity, "gen_ai.response.model", scope.Kind == ObservationKind.Generation && scope.Status == ObservationStatus.Completed ? scope.Model : null);
        Set(activity, "gen_ai.response.finish_reasons", scope.FinishReason is { } reason ? new[] { reason } : null);
        Set(activity, "gen_ai.response.time_to_first_chunk", scope.TimeToFirstToken?.TotalSeconds);
        Set(activity, "gen_ai.conversation.id", scope.Trace.SessionId?.Value);
        Set(activity, "server.address", scope.Server?.Host);
        Set(activity, "server.port", scope.Server?.Port);
        if (scope.Usage is { IsEstimated: false } usage)
        {
            Set(activity, "gen_ai.usage.input_tokens", usage.Input);
            Set(activity, "gen_ai.usage.output_tokens", usage.Output);
            Set(activity, "gen_ai.usage.cache_read.input_tokens", usage.CachedInput);
            Set(activity, "gen_ai.usage.cache_creation.input_tokens", usage.CacheWrite);
            Set(activity, "gen_ai.usage.reasoning.output_tokens", usage.Reasoning);
        }

        if (scope.Exception is { } exception && scope.Status == ObservationStatus.Failed)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error); // Messages quote user data and are redacted only later.
        }
    }

    private static void Set(Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.SetTag(name, value);
        }
    }
}
