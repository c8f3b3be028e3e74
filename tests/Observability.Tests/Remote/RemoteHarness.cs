using Observability.Model;
using Observability.Remote;
using Observability.Remote.Delivery;
using Observability.Remote.Outbox;
using Observability.Storage;
using Observability.Testing;
using Observability.Testing.Remote;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Remote;

/// <summary>A store that sends to a scripted server, under a watched clock, with its outbox in a directory of its own.</summary>
internal sealed class RemoteHarness : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _written;

    private RemoteHarness(ScriptedServer server)
    {
        Server = server;
        Options = server.Options(_directory.Path);
    }

    public ScriptedServer Server { get; }

    public ServerOptions Options { get; }

    public WatchedTimeProvider Time { get; } = new();

    public CollectingLoggerFactory Logs { get; } = new();

    public RemoteTraceStore Store { get; private set; } = null!;

    public string OutboxPath => OutboxDirectory.PathOf(Options);

    public IReadOnlyList<string> WaitingFiles => FilesIn(path => !path.Contains(OutboxDirectory.RefusedFolder, StringComparison.Ordinal));

    public IReadOnlyList<string> RefusedFiles => FilesIn(path => path.Contains(OutboxDirectory.RefusedFolder, StringComparison.Ordinal));

    public static async Task<RemoteHarness> StartAsync(Action<ServerOptions>? configure = null, OutboxFiles? files = null)
    {
        var harness = new RemoteHarness(await ScriptedServer.StartAsync());
        configure?.Invoke(harness.Options);
        harness.Store = harness.Open(files);
        return harness;
    }

    /// <summary>Opens another store on the same outbox.</summary>
    public RemoteTraceStore Open(OutboxFiles? files = null) => RemoteTraceStore.Open(Options, Logs, Time, files);

    /// <summary>Ends the store as a process would, and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Store.DisposeAsync();
        Time.Forget();
        Store = Open();
    }

    /// <summary>Writes a batch with one span; spans are named by their number.</summary>
    public Task WriteAsync(string? padding = null)
    {
        var number = ++_written;
        return Store.WriteAsync(new TelemetryBatch { Observations = [Span(number) with { Input = padding is null ? null : Payload.FromText(padding) }] });
    }

    /// <summary>Writes a media object, and a batch with one span that shows it.</summary>
    public async Task WriteAsync(MediaContent media)
    {
        await Store.PutAsync(ProjectId.Default, media);
        await Store.WriteAsync(new TelemetryBatch { Observations = [Span(++_written) with { Input = Payload.FromText(new MediaReference(media.Id, media.ContentType).ToString()) }] });
    }

    public static ObservationRecord Span(int number) => Some.Span($"{number:x32}", $"{number:x16}") with { Name = $"span {number}" };

    public static IReadOnlyList<string> Names(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(number => $"span {number}")];

    /// <summary>Waits until the delivery rests between two attempts; returns how long it wants to.</summary>
    public Task<TimeSpan> BackoffAsync() => Time.NextWaitAsync(IsBackoff);

    /// <summary>Lets the delivery's next rest between two attempts pass; returns how long it was.</summary>
    public async Task<TimeSpan> PassBackoffAsync()
    {
        var wait = await BackoffAsync();
        Time.Advance(wait);
        return wait;
    }

    /// <summary>While the delivery rests the server recovers, and answers so from now on; returns when nothing waits any more.</summary>
    public async Task RecoverAsync(Func<ServerRequest, ServerAnswer>? answer = null)
    {
        var wait = await BackoffAsync();
        Server.Answer = answer ?? (_ => ServerAnswer.Ok);
        Time.Advance(wait);
        await DrainedAsync();
    }

    /// <summary>Waits until nothing is left to send.</summary>
    public async Task DrainedAsync()
    {
        do
        {
            await Time.NextWaitAsync(wait => wait == ParcelDelivery.AdoptionInterval);
        }
        while (Store.Statistics.Waiting > 0);
    }

    public void AssertBalanced()
    {
        var counts = Store.Statistics;
        Assert.Equal(counts.Received + counts.Adopted, counts.Delivered + counts.Rejected + counts.Refused + counts.Dropped + counts.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        var disposal = Store.DisposeAsync().AsTask();
        while (!disposal.IsCompleted)
        {
            // Its patience with a server that is gone is measured by a clock that stands still.
            Time.Advance(ParcelDelivery.DisposePatience);
            await Task.Yield();
        }

        await disposal;
        _directory.Dispose();
    }

    // Timeouts of requests, the look-out for other processes and disposal wait too, for times of their own.
    private bool IsBackoff(TimeSpan wait) =>
        wait != ParcelDelivery.FirstPatience && wait != Options.Timeout && wait != ParcelDelivery.AdoptionInterval && wait != ParcelDelivery.DisposePatience && wait > TimeSpan.Zero;

    private string[] FilesIn(Func<string, bool> where) => Directory.Exists(OutboxPath)
        ? [.. Directory.EnumerateFiles(OutboxPath, "*.parcel", SearchOption.AllDirectories).Where(where).Order(StringComparer.Ordinal)]
        : [];
}
