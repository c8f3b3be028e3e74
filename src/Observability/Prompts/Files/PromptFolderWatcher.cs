namespace Observability.Prompts.Files;

/// <summary>Calls when something in the folder changed and is quiet again, and now and then in any case: not every file system tells.</summary>
internal sealed class PromptFolderWatcher : IDisposable
{
    /// <summary>How long nothing must happen: editors and git write a file in several steps.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly Func<Task> _changed;
    private readonly Lock _lock = new();
    private FileSystemWatcher? _watcher;
    private ITimer? _settled;
    private ITimer? _poll;
    private bool _isDisposed;

    public PromptFolderWatcher(string root, TimeProvider time, Func<Task> changed)
    {
        _root = root;
        _time = time;
        _changed = changed;
    }

    public void Start()
    {
        lock (_lock)
        {
            if (_isDisposed || _poll is not null)
            {
                return;
            }

            // A timer would keep the first caller's trace and culture.
            using (ExecutionContext.SuppressFlow())
            {
                _settled = _time.CreateTimer(_ => Call(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _poll = _time.CreateTimer(_ => Poll(), null, Interval, Interval);
                Watch();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _watcher?.Dispose();
            _settled?.Dispose();
            _poll?.Dispose();
        }
    }

    private void Poll()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            Watch();
        }

        Call();
    }

    private void Watch()
    {
        if (_watcher is not null || !Directory.Exists(_root))
        {
            return;
        }

        try
        {
            var watcher = new FileSystemWatcher(_root) { IncludeSubdirectories = true };
            watcher.Changed += Seen;
            watcher.Created += Seen;
            watcher.Deleted += Seen;
            watcher.Renamed += Seen;
            watcher.Error += (_, _) => Lose();
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // The system watches no more folders: the poll sees changes, too.
        }
    }

    private void Seen(object sender, FileSystemEventArgs change)
    {
        if (change.Name?.StartsWith(PromptDirectory.OwnFolder, StringComparison.Ordinal) != true)
        {
            Settle();
        }
    }

    private void Settle()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _settled?.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>More happened than it could tell, or the folder is gone: a new one begins with the next poll.</summary>
    private void Lose()
    {
        lock (_lock)
        {
            _watcher?.Dispose();
            _watcher = null;
        }

        Settle();
    }

    private void Call() => _changed().ContinueWith(static load => _ = load.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
