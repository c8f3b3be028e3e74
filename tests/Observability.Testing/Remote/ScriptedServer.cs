using System.Collections.Concurrent;
using System.IO.Compression;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Observability.Remote;

namespace Observability.Testing.Remote;

/// <summary>A real HTTP server on loopback that takes telemetry as the test says and keeps what it received.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ServerRequest> _requests = new();
    private readonly ConcurrentQueue<ServerRequest> _taken = new();
    private readonly Channel<ServerRequest> _arrivals = Channel.CreateUnbounded<ServerRequest>();

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>Decides on each request; takes everything unless set.</summary>
    public Func<ServerRequest, ServerAnswer> Answer { get; set; } = _ => ServerAnswer.Ok;

    public string Url => _app.Urls.First();

    /// <summary>Everything received, whatever became of it.</summary>
    public IReadOnlyList<ServerRequest> Requests => [.. _requests];

    /// <summary>What was answered with success.</summary>
    public IReadOnlyList<ServerRequest> Taken => [.. _taken];

    /// <summary>The names of the spans that were taken, in order.</summary>
    public IReadOnlyList<string> TakenSpans => [.. Taken.SelectMany(request => request.Spans).Select(span => span.Name)];

    public static async Task<ScriptedServer> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        var server = new ScriptedServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The settings to send here, with an outbox in <paramref name="directory"/>.</summary>
    public ServerOptions Options(string directory) => new() { Url = Url, PublicKey = "pk-test", SecretKey = "sk-test", OutboxPath = directory };

    /// <summary>Waits for the next request that nobody has waited for yet.</summary>
    public async Task<ServerRequest> NextAsync(CancellationToken cancellationToken = default) => await _arrivals.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        var answer = Answer(request);
        _requests.Enqueue(request);
        if (answer.Hangs)
        {
            _arrivals.Writer.TryWrite(request);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        if (answer.Status < 400)
        {
            _taken.Enqueue(request);
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(answer.Body);
        await context.Response.CompleteAsync();
        _arrivals.Writer.TryWrite(request);
    }

    private static async Task<ServerRequest> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await (request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body).CopyToAsync(body);
        return new ServerRequest(request.Method, request.Path + request.QueryString, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
    }
}
