using Observability.Capture;
using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>Runs one plain request to a model service as an observation.</summary>
internal static class ServiceCall
{
    /// <summary>Calls <paramref name="invoke"/> inside an observation that <paramref name="start"/> and <paramref name="finish"/> fill; neither can fail the call.</summary>
    public static async Task<TResult> ObserveAsync<TResult>(
        LlmObservability observability,
        ObservationKind kind,
        string name,
        Action<ObservationScope> start,
        Func<Task<TResult>> invoke,
        Action<ObservationScope, TResult> finish)
    {
        if (!observability.Options.Enabled)
        {
            return await invoke().ConfigureAwait(false);
        }

        using var scope = observability.Tracer.Start(kind, name);
        Fault.Guard(scope, start, static (scope, start) => start(scope));
        try
        {
            var result = await invoke().ConfigureAwait(false);
            Fault.Guard(scope, (result, finish), static (scope, done) => done.finish(scope, done.result));
            return result;
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
    }
}
