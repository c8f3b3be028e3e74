using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Diagnostics;
using Observability.Model;
using Observability.Pipeline;
using Observability.Storage.Projects;

namespace Observability.Prompts.Webhooks;

/// <summary>Sends the webhooks of all projects of the host's own store: after each change, when one is due again, and once a minute.</summary>
/// <remarks>What is sent to one webhook holds up nothing that is sent to another.</remarks>
internal sealed class WebhookService(LlmObservability observability, WebhookSender sender, IServiceProvider services) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = observability.Options.TimeProvider;
    private readonly ILogger _logger = (observability.Options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Prompts");
    private readonly AsyncSignal _signal = new();
    private readonly Lock _lock = new();
    private readonly HashSet<ProjectId> _toLookAt = [];
    private readonly Dictionary<(ProjectId Project, string Webhook), Task> _running = [];
    private readonly Dictionary<ProjectId, DateTimeOffset> _nextDue = [];
    private readonly List<TaskCompletionSource> _idle = [];
    private DateTimeOffset _nextSweep;
    private bool _isRegistered;

    /// <summary>Looks at a project soon: something waits there.</summary>
    public void Note(ProjectId project)
    {
        lock (_lock)
        {
            _toLookAt.Add(project);
        }

        _signal.Set();
    }

    /// <summary>Done when everything that is due now was sent.</summary>
    internal Task IdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _idle.Add(idle);
        }

        _signal.Set();
        return idle.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!observability.KeepsPrompts)
        {
            // Prompts are a server's, and so are their webhooks.
            return;
        }

        using var stop = stoppingToken.Register(_signal.Set);
        PromptFeed.Of(observability.Catalog).Subscribe((project, _) => Note(project));
        while (!stoppingToken.IsCancellationRequested && await TryPassAsync(stoppingToken).ConfigureAwait(false))
        {
            if (UntilNext() is var wait && wait > TimeSpan.Zero)
            {
                await _signal.WaitAsync(wait, _time).ConfigureAwait(false);
            }
        }

        Task[] running;
        lock (_lock)
        {
            running = [.. _running.Values];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>Returns false when there is nothing to send, ever.</summary>
    private async Task<bool> TryPassAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken).ConfigureAwait(false);
            foreach (var project in TakeProjects())
            {
                await LookAsync(project, cancellationToken).ConfigureAwait(false);
            }

            SayIdle();
            return true;
        }
        catch (NotSupportedException)
        {
            // The store keeps no catalog.
            return false;
        }
#pragma warning disable CA1031 // Whatever keeps one look from being made, the next is in a minute.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                _logger.WebhooksNotSent(exception);
            }

            return true;
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + Sweep;
        if (!_isRegistered)
        {
            await new CodeWebhookRegistration(Collections, observability.Options.Project, observability.Options.PromptWebhooks, _time).ApplyAsync(cancellationToken).ConfigureAwait(false);
            _isRegistered = true;
        }

        var projects = services.GetService(typeof(ProjectRepository)) is ProjectRepository repository ? await repository.ListAllAsync(cancellationToken).ConfigureAwait(false) : [];
        lock (_lock)
        {
            _toLookAt.UnionWith(projects.Select(project => new ProjectId(project.Id)).Append(observability.Options.Project));
        }
    }

    private WebhookCollections Collections => field ??= new WebhookCollections(observability.Catalog);

    private List<ProjectId> TakeProjects()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            _toLookAt.UnionWith(_nextDue.Where(entry => entry.Value <= now).Select(entry => entry.Key));
            List<ProjectId> taken = [.. _toLookAt];
            _toLookAt.Clear();
            return taken;
        }
    }

    /// <summary>Begins to send what is due in a project, to each webhook that nothing is being sent to: whoever ends looks again.</summary>
    private async Task LookAsync(ProjectId project, CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        foreach (var webhook in await Collections.ListEnabledAsync(project, cancellationToken).ConfigureAwait(false))
        {
            var code = webhook.IsOfCode ? observability.Options.PromptWebhooks.FirstOrDefault(named => named.Id == webhook.Id) : null;
            if ((webhook.IsOfCode && code is null) || IsRunning((project, webhook.Id)))
            {
                continue;
            }

            var queue = new WebhookQueue(Collections, project, webhook, code, () => observability.Secrets, sender, _time);
            var (due, later) = await queue.LookAsync(cancellationToken).ConfigureAwait(false);
            next = later is null || next <= later ? next : later;
            if (due.Count > 0)
            {
                Begin((project, webhook.Id), () => queue.SendAsync(due, cancellationToken), cancellationToken);
            }
        }

        lock (_lock)
        {
            _nextDue.Remove(project);
            if (next is { } due)
            {
                _nextDue[project] = due;
            }
        }
    }

    private bool IsRunning((ProjectId, string) webhook)
    {
        lock (_lock)
        {
            return _running.ContainsKey(webhook);
        }
    }

    private void Begin((ProjectId Project, string Webhook) webhook, Func<Task> send, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Not before it is in the list, or it could end before.
            _running[webhook] = Task.Run(RunAsync, CancellationToken.None);
        }

        async Task RunAsync()
        {
            var isSent = false;
            try
            {
                await send().ConfigureAwait(false);
                isSent = true;
            }
#pragma warning disable CA1031 // What was claimed is sent again when its claim runs out, the rest at the next sweep.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    _logger.WebhooksNotSent(exception);
                }
            }

            lock (_lock)
            {
                _running.Remove(webhook);
            }

            if (isSent)
            {
                Note(webhook.Project);
            }
        }
    }

    private TimeSpan UntilNext()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            if (_toLookAt.Count > 0)
            {
                return TimeSpan.Zero;
            }

            var next = _nextDue.Values.Append(_nextSweep).Min();
            return next <= now ? TimeSpan.Zero : next - now;
        }
    }

    private void SayIdle()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_running.Count > 0 || _toLookAt.Count > 0 || _nextDue.Values.Any(due => due <= now))
            {
                return;
            }

            _idle.ForEach(idle => idle.TrySetResult());
            _idle.Clear();
        }
    }
}
