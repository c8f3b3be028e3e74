namespace Observability.Remote.Delivery;

/// <summary>How long to wait after a failure: doubling from a second to a minute, or as long as the server says.</summary>
internal sealed class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait a server may ask for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private int _failures;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => Volatile.Read(ref _failures) > 0;

    public void Succeeded() => Volatile.Write(ref _failures, 0);

    /// <summary>Notes a failure; returns how long to wait now.</summary>
    public TimeSpan Failed(TimeSpan? asked)
    {
        var failures = Interlocked.Increment(ref _failures);
        var wait = First * Math.Pow(2, Math.Min(failures - 1, 10));
        wait = wait < Longest ? wait : Longest;

        // Between half and the whole: processes that failed together do not come back together.
        wait *= 0.5 + (Random.Shared.NextDouble() / 2);
        if (asked is not { } least || least < wait)
        {
            return wait;
        }

        return least < LongestAsked ? least : LongestAsked;
    }
}
