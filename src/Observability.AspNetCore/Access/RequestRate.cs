using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>Bounds what each key may ask for in a minute, so that one client that runs away does not take the server from the others.</summary>
/// <remarks>Counted here and not with System.Threading.RateLimiting, whose limiters know no clock but the machine's.</remarks>
internal sealed class RequestRate(int? perMinute, TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private const int MaxIdle = 10_000;

    private readonly ConcurrentDictionary<string, RateWindow> _windows = new(StringComparer.Ordinal);

    /// <summary>Counts a request of a key; returns null, or when the key may ask again.</summary>
    public DateTimeOffset? Count(string key)
    {
        if (perMinute is not { } limit)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (_windows.Count >= MaxIdle)
        {
            Sweep(now);
        }

        return _windows.GetOrAdd(key, static _ => new RateWindow()).Count(limit, Length, now);
    }

    public Task RefuseAsync(HttpContext context, DateTimeOffset until)
    {
        var headers = context.Response.Headers;
        headers.RetryAfter = Math.Ceiling((until - time.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Limit"] = perMinute?.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = "0";
        headers["X-RateLimit-Reset"] = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return ApiErrorWriter.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"Rate limit exceeded: {perMinute} requests a minute.", "TooManyRequestsError");
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var window in _windows)
        {
            if (window.Value.IsOver(now))
            {
                _windows.TryRemove(window);
            }
        }
    }
}
