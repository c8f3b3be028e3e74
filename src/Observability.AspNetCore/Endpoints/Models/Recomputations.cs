using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire.Models;
using Observability.Model;
using Observability.Pricing.Models;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints.Models;

/// <summary>The recomputations of costs that this process runs, one at a time for each project, and the last one of each.</summary>
internal sealed class Recomputations
{
    private static readonly ConditionalWeakTable<LlmObservability, Recomputations> Instances = [];

    private readonly ConcurrentDictionary<ProjectId, Run> _runs = [];

    public static Recomputations Of(LlmObservability observability) => Instances.GetOrCreateValue(observability);

    /// <exception cref="ApiException">One of the project runs already.</exception>
    public WireRecomputation Start(ApiRequest request, RecomputationBody body, CancellationToken stopping)
    {
        var observability = request.Observability;
        var project = request.Project;
        var time = request.Time;
        var run = new Run(Guid.NewGuid().ToString(), time.GetUtcNow());
        _runs.AddOrUpdate(project, run, (_, last) => last.Ended is null ? throw ApiException.Conflict($"The recomputation '{last.Id}' still runs. Wait until it is done.") : run);
        var store = request.Store;
        run.Work = Task.Run(
            async () =>
            {
                try
                {
                    var price = await observability.Pipeline.LoadPricesAsync(project, stopping).ConfigureAwait(false);
                    run.Recomputation = new CostRecomputation(store, new PublishingTraceWriter(store, observability.Feed), price);
                    await run.Recomputation.RunAsync(project, body.FromStartTime, body.ToStartTime, body.Model, stopping).ConfigureAwait(false);
                }
#pragma warning disable CA1031 // Nobody awaits it: what went wrong is shown to whoever asks how it went.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    run.Error = exception is OperationCanceledException ? "The server stopped. Start it again: what is done stays done." : exception.Message;
                }

                run.Ended = time.GetUtcNow();
            },
            CancellationToken.None);
        return run.ToWire();
    }

    public WireRecomputation? Find(ProjectId project, string id) => _runs.TryGetValue(project, out var run) && run.Id == id ? run.ToWire() : null;

    private sealed class Run(string id, DateTimeOffset started)
    {
        public string Id => id;

        public DateTimeOffset? Ended { get; set; }

        public string? Error { get; set; }

        public CostRecomputation? Recomputation { get; set; }

        public Task? Work { get; set; }

        public WireRecomputation ToWire() => new()
        {
            Id = id,
            Status = Ended is null ? "RUNNING" : Error is null ? "COMPLETED" : "FAILED",
            StartedAt = started,
            EndedAt = Ended,
            Examined = Recomputation?.Examined ?? 0,
            Changed = Recomputation?.Changed ?? 0,
            Error = Error,
        };
    }
}
