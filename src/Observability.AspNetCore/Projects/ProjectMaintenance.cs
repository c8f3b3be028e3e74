using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Projects;

/// <summary>Sets the projects up when the store is there, then once an hour lets go of what they no longer keep.</summary>
internal sealed partial class ProjectMaintenance(ProjectBootstrap bootstrap, ProjectEraser eraser, LlmObservability observability, ILogger<ProjectMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the configured projects and keys are there.</summary>
    public Task Ready => _ready.Task;

    private TimeProvider Time => observability.Options.TimeProvider;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await BootstrapAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Interval, Time);
        do
        {
            await MaintainAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task BootstrapAsync(CancellationToken cancellationToken)
    {
        for (var backoff = FirstBackoff; ; backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, LongestBackoff.Ticks)))
        {
            try
            {
                await bootstrap.RunAsync(cancellationToken).ConfigureAwait(false);
                _ready.TrySetResult();
                return;
            }
            catch (CatalogConflictException conflict)
            {
                // Trying again does not help: somebody must change the configuration. What is there goes on to be served.
                BootstrapRefused(logger, conflict);
                _ready.TrySetResult();
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                BootstrapFailed(logger, exception, backoff.TotalSeconds);
            }

            await Task.Delay(backoff, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MaintainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await eraser.ResumeAsync(cancellationToken).ConfigureAwait(false);
            await eraser.RetainAsync(Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            MaintenanceFailed(logger, exception);
        }
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "The configured project and keys could not be made: a name or key belongs to another. The server goes on with what is there.")]
    private static partial void BootstrapRefused(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "The projects cannot be set up yet; the next attempt is in {Seconds} s.")]
    private static partial void BootstrapFailed(ILogger logger, Exception exception, double seconds);

    [LoggerMessage(EventId = 23, Level = LogLevel.Warning, Message = "Projects could not be maintained; the next attempt is in an hour.")]
    private static partial void MaintenanceFailed(ILogger logger, Exception exception);
}
