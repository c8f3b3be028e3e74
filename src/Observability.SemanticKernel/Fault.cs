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

    public static void Report(ObservationScope scope, Exception exception) => scope.Tracer.ObservingFailed(exception);

    public static void Report(LlmObservability observability, Exception exception) => observability.Tracer.ObservingFailed(exception);
}
