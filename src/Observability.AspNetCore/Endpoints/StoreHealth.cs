using Observability.AspNetCore.Http;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Asks the store a small question, and the pipeline whether its writes succeed.</summary>
internal static class StoreHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TraceId Nothing = new("health");

    /// <summary>What is broken, for anybody to read; null when nothing is.</summary>
    public static async Task<string?> ProblemAsync(ApiRequest request)
    {
        if (request.Observability.Pipeline.IsWriteFailing)
        {
            return "The store does not take what is written.";
        }

        try
        {
            await request.Store.GetTraceAsync(ProjectId.Default, Nothing, cancellationToken: request.Aborted).WaitAsync(Patience, request.Time, request.Aborted).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            return "The store does not answer.";
        }
    }
}
