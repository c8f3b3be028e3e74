using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Observability.Server.Tests;

/// <summary>The executable killed in the middle of its work.</summary>
public sealed class KillTests : IDisposable
{
    private const int Clients = 4;
    private const int Observations = 20;
    private const int AnswersBeforeTheEnd = 60;

    private static readonly AuthenticationHeaderValue Key = ServerProcess.Basic("pk-lf-0123456789ab", "sk-lf-0123456789ab");

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private TaskCompletionSource _enough = new();
    private int _answers;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_WhileClientsWrite_LosesNothingThatWasAcknowledged()
    {
        for (var round = 0; round < 2; round++)
        {
            _enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _answers = 0;
            await using var server = await StartAsync();
            var clients = Enumerable.Range(0, Clients).Select(client => SendUntilTheEndAsync(server.Address, $"{round}{client}")).ToList();
            var ended = await Task.WhenAny([_enough.Task, .. clients]);
            Assert.True(ended == _enough.Task, $"A client ended before the server did: {ended.Exception}\n{server.Output}");

            await server.KillAsync();
            await Task.WhenAll(clients);
        }

        await using var restarted = await StartAsync();
        foreach (var trace in _acknowledged)
        {
            using var response = await restarted.GetAsync("/api/public/traces/" + trace, Key);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"Trace {trace} was acknowledged and is answered with {(int)response.StatusCode}.\n{restarted.Output}");
            var kept = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.Equal(Observations, kept.GetProperty("observations").GetArrayLength());
            Assert.Equal(IsIngestion(trace) ? 1 : 0, kept.GetProperty("scores").GetArrayLength());
        }
    }

    private async Task<ServerProcess> StartAsync()
    {
        var server = await ServerProcess.StartAsync(_directory.Path, null, ("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", "pk-lf-0123456789ab"), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", "sk-lf-0123456789ab"));
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Sends batches in both forms, one after the other, until there is nobody to take them.</summary>
    private async Task SendUntilTheEndAsync(Uri address, string client)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = Key;
        try
        {
            for (var number = 0; ; number++)
            {
                var trace = $"{(number % 2 == 0 ? "a" : "b")}{client}{number:x29}";
                using var content = new StringContent(IsIngestion(trace) ? Events(trace) : Spans(trace), MediaTypeHeaderValue.Parse("application/json"));
                using var response = await http.PostAsync(new Uri(IsIngestion(trace) ? "/api/public/ingestion" : "/v1/traces", UriKind.Relative), content, TestContext.Current.CancellationToken);
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode && !answer.Contains("\"message\"", StringComparison.Ordinal), answer);
                _acknowledged.Enqueue(trace);
                if (Interlocked.Increment(ref _answers) == AnswersBeforeTheEnd)
                {
                    _enough.SetResult();
                }
            }
        }
        catch (HttpRequestException)
        {
            // The end: what was under way was never acknowledged.
        }
    }

    private static bool IsIngestion(string trace) => trace[0] == 'b';

    private static string Spans(string trace) => JsonSerializer.Serialize(new
    {
        resourceSpans = new[]
        {
            new
            {
                scopeSpans = new[]
                {
                    new
                    {
                        spans = Enumerable.Range(1, Observations).Select(span => new
                        {
                            traceId = trace,
                            spanId = $"{span:x16}",
                            name = "s",
                            startTimeUnixNano = "1772618400000000000",
                            endTimeUnixNano = "1772618401000000000",
                            attributes = new[] { new { key = "input.value", value = new { stringValue = new string('x', 500) } } },
                        }),
                    },
                },
            },
        },
    });

    private static string Events(string trace)
    {
        const string time = "2026-03-04T10:00:00Z";
        object Event(string id, string type, object body) => new { id = trace + id, type, timestamp = time, body };
        return JsonSerializer.Serialize(new
        {
            batch = Enumerable.Range(1, Observations)
                .Select(number => Event($"o{number}", "span-create", new { id = $"{trace}-{number}", traceId = trace, name = "s", startTime = time, input = new string('x', 500) }))
                .Prepend(Event("t", "trace-create", new { id = trace, timestamp = time, name = "t" }))
                .Append(Event("s", "score-create", new { id = trace + "-score", traceId = trace, name = "quality", value = 1 })),
        });
    }
}
