using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds the environment, release and version, on the span or else on its resource.</summary>
internal static class EnvironmentMapping
{
    private const string Reserved = "langfuse";

    private static readonly string[] Names = ["langfuse.environment", "deployment.environment.name", "deployment.environment"];

    public static string Environment(OtlpSpan span)
    {
        foreach (var name in Names)
        {
            if (Text(span, name) is { } environment)
            {
                var normalized = TraceEnvironment.Normalize(environment);
                return normalized.StartsWith(Reserved, StringComparison.Ordinal) ? TraceEnvironment.Default : normalized;
            }
        }

        return TraceEnvironment.Default;
    }

    public static string? Release(OtlpSpan span) => Text(span, "langfuse.release");

    public static string? Version(OtlpSpan span) => Text(span, "langfuse.version") ?? Text(span, "service.version");

    private static string? Text(OtlpSpan span, string name) => span.Attributes.Text(name) ?? span.Origin.Resource.Text(name);
}
