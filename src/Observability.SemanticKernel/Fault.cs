using Observability.Capture;

namespace Observability.SemanticKernel;

/// <summary>Keeps a failure of capture away from the application's call.</summary>
internal static class Fault
{
    public static void Guard<TArgument>(ObservationScope scope, TArgument argument, Action<ObservationScope, TArgument> capture)
    {
        try
        {
            capture(scope, argument);
        }
        catch (Exception exception)
        {
            Report(scope, exception);
        }
    }

    /// <summary>Leaves a note on the observation itself: what is missing there was lost here.</summary>
    public static void Report(ObservationScope scope, Exception exception) =>
        scope.SetMetadata("capture_error", $"{exception.GetType().Name}: {exception.Message}");

    public static void Report(LlmObservability observability, Exception exception)
    {
        _ = observability;
        _ = exception;
    }
}
