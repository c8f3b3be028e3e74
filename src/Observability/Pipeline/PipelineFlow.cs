namespace Observability.Pipeline;

/// <summary>Marks the pipeline's own asynchronous flow: what enrichers and stores do in it is never captured, or it would feed itself.</summary>
internal static class PipelineFlow
{
    private static readonly AsyncLocal<bool> Flag = new();

    public static bool IsCurrent => Flag.Value;

    public static void Enter() => Flag.Value = true;

    /// <summary>Runs what belongs to the application, though the pipeline's loop does it.</summary>
    public static void Outside(Action work)
    {
        Flag.Value = false;
        try
        {
            work();
        }
        finally
        {
            Flag.Value = true;
        }
    }
}
