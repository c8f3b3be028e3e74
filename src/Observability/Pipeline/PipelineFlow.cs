namespace Observability.Pipeline;

/// <summary>Marks the pipeline's own asynchronous flow: what enrichers and stores do in it is never captured, or it would feed itself.</summary>
internal static class PipelineFlow
{
    private static readonly AsyncLocal<bool> Flag = new();

    public static bool IsCurrent => Flag.Value;

    public static void Enter() => Flag.Value = true;
}
