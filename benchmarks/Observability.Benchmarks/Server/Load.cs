using System.Diagnostics;
using System.Net;

namespace Observability.Benchmarks.Server;

/// <summary>Requests of several clients at once, each waiting for its answer before it sends the next.</summary>
internal sealed class Load(HttpClient client, int clients)
{
    private readonly List<double> _milliseconds = [];

    /// <summary>Time in which requests were under way, over all calls.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>How often the server asked to come again later.</summary>
    public int Refused { get; private set; }

    public int Requests => _milliseconds.Count;

    public double PerSecond => Requests / Elapsed.TotalSeconds;

    /// <summary>The time in ms that this part of the requests did not exceed, retries included.</summary>
    public double Percentile(double part)
    {
        _milliseconds.Sort();
        return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, part * _milliseconds.Count)];
    }

    /// <summary>Sends <paramref name="count"/> requests.</summary>
    public async Task RunAsync(int count, Func<int, HttpRequestMessage> request, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                while (!await TrySendAsync(request(i), expected))
                {
                    await Task.Delay(20);
                }

                lock (_milliseconds)
                {
                    _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
        })));
        Elapsed += clock.Elapsed;
    }

    private async Task<bool> TrySendAsync(HttpRequestMessage request, HttpStatusCode expected)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                lock (_milliseconds)
                {
                    Refused++;
                }

                return false;
            }

            var body = await response.Content.ReadAsByteArrayAsync();
            return response.StatusCode == expected ? true : throw new InvalidOperationException($"{(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
        }
    }
}
