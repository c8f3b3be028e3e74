using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Testing;

namespace Observability.Tests.Prompts.Caching;

/// <summary>A cache before a distant registry, with a clock of its own.</summary>
internal sealed class CacheCase : IDisposable
{
    private readonly List<CachingPromptRegistry> _caches = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("prompt-pins");

    public DistantPromptSource Source { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public CollectingLoggerFactory Logs { get; } = new();

    public string Pins => _directory.FullName;

    public static TimeSpan TimeToLive { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The cache of a process that begins now.</summary>
    public CachingPromptRegistry Start(TimeSpan? timeToLive = null, IPromptSource? source = null)
    {
        var logger = Logs.CreateLogger("test");
        var cache = new CachingPromptRegistry(source ?? Source, timeToLive ?? TimeToLive, new PromptPins(Pins, logger), logger, Time);
        _caches.Add(cache);
        return cache;
    }

    public Task<PromptVersion> CreateAsync(string text, string name = "p") => Source.Elsewhere.CreateAsync(new PromptDraft { Name = name, Content = text, Labels = ["production"] });

    /// <summary>Waits for what happens in the background.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var hung = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hung.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            hung.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _caches.ForEach(cache => cache.Dispose());
        _directory.Delete(recursive: true);
    }
}
