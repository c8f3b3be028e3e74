using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Diagnostics;
using Observability.Model;
using Observability.Storage.Projects;

namespace Observability.Prompts.Rollout;

/// <summary>Looks at the rollouts of all projects of the host's own store once a minute.</summary>
internal sealed class RolloutService(LlmObservability observability, IServiceProvider services) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = (observability.Options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Prompts");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!observability.KeepsPrompts)
        {
            // Prompts are a server's, and so are their rollouts.
            return;
        }

        using var timer = new PeriodicTimer(Interval, observability.Options.TimeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false) && await TryEvaluateAsync(stoppingToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Returns false when there is nothing to look at, ever.</summary>
    private async Task<bool> TryEvaluateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var projects = services.GetService(typeof(ProjectRepository)) is ProjectRepository repository ? await repository.ListAllAsync(cancellationToken).ConfigureAwait(false) : [];
            foreach (var project in projects.Select(project => new ProjectId(project.Id)).Append(observability.Options.Project).Distinct())
            {
                foreach (var rollout in await observability.RolloutsOf(project).EvaluateAsync(cancellationToken).ConfigureAwait(false))
                {
                    _logger.RolloutDecided(rollout.Plan.Prompt.Value, rollout.Plan.Candidate, rollout.Decisions[^1].Action, rollout.Decisions[^1].Reason);
                }
            }

            return true;
        }
        catch (NotSupportedException)
        {
            // The store keeps no catalog.
            return false;
        }
#pragma warning disable CA1031 // Whatever keeps one look from being made, the next is in a minute.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _logger.RolloutsNotEvaluated(exception);
            return true;
        }
    }
}
