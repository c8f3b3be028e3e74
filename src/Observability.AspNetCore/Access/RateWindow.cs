namespace Observability.AspNetCore.Access;

/// <summary>The requests of one key in the minute at hand.</summary>
internal sealed class RateWindow
{
    private readonly Lock _gate = new();
    private DateTimeOffset _end;
    private int _count;

    /// <summary>Counts a request; returns null while the limit holds, else when the next one may come.</summary>
    public DateTimeOffset? Count(int limit, TimeSpan length, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now >= _end)
            {
                _end = now + length;
                _count = 0;
            }

            if (_count >= limit)
            {
                return _end;
            }

            _count++;
            return null;
        }
    }

    public bool IsOver(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now >= _end;
        }
    }
}
