using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.Testing.OpenAI;

/// <summary>A real HTTP server on loopback that answers like an OpenAI-compatible endpoint, after a fixed script.</summary>
/// <remarks>
/// The last user message decides: <c>two cities</c> asks for two tools (60 in, 7 out) and then answers (90/7); <c>one city</c> asks for one
/// (60/7), then answers (80/7); <c>bad request</c> is a 400; <c>hang</c> never answers; <c>stall</c> streams one word and never goes on; <c>long story</c> is
/// 200 words; <c>without usage</c> streams no usage; <c>cached</c> and <c>reasoning</c> fill the token details; anything else answers at once (20/5).
/// Each system message costs 10 input tokens more. Tool calls go to the first tool the request offers, with
/// <c>{"city":"Paris"}</c> and <c>{"city":"Tokyo"}</c>.
/// </remarks>
public sealed class StubOpenAIServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _requests = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private int _sequence;

    private StubOpenAIServer(WebApplication app) => _app = app;

    /// <summary>The endpoint to give a client, ending in <c>/v1</c>.</summary>
    public Uri Endpoint => new(_app.Urls.First() + "/v1");

    /// <summary>The bodies of the JSON requests received so far.</summary>
    public IReadOnlyList<JsonNode> Requests => [.. _requests];

    public static async Task<StubOpenAIServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new StubOpenAIServer(app);
        app.MapPost("/v1/chat/completions", server.ChatAsync);
        app.MapPost("/v1/embeddings", server.EmbedAsync);
        app.MapPost("/v1/images/generations", server.ImageAsync);
        app.MapPost("/v1/audio/transcriptions", () => Results.Json(new { text = "hello from audio" }));
        app.MapPost("/v1/audio/speech", () => Results.Bytes("ID3fake-audio"u8.ToArray(), "audio/mpeg"));
        await app.StartAsync();
        return server;
    }

    /// <summary>Completes when a request that never ends (<c>hang</c>, <c>stall</c>) has reached its endless wait.</summary>
    public Task WaitUntilHangingAsync(CancellationToken cancellationToken = default) => _waiting.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _waiting.Dispose();
    }

    private async Task ChatAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        var turn = StubTurn.Read(body, Interlocked.Increment(ref _sequence));
        if (turn.IsBadRequest)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = new { message = "The stub was told to refuse.", type = "invalid_request_error", code = "bad_request" } });
        }
        else if (turn.Hangs)
        {
            await HangAsync(context);
        }
        else if ((bool?)body["stream"] == true)
        {
            await StreamAsync(context, turn, (bool?)body["stream_options"]?["include_usage"] == true);
        }
        else
        {
            await WriteAsync(context, turn.ToCompletion());
        }
    }

    private async Task StreamAsync(HttpContext context, StubTurn turn, bool includeUsage)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var chunk in turn.ToChunks(includeUsage))
        {
            await context.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (turn.Stalls)
            {
                await HangAsync(context);
                return;
            }
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private async Task HangAsync(HttpContext context)
    {
        _waiting.Release();
        var aborted = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    private async Task EmbedAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        var count = body["input"] is JsonArray texts ? texts.Count : 1;
        var bytes = new byte[12];
        Buffer.BlockCopy(new[] { 0.1f, 0.2f, 0.3f }, 0, bytes, 0, bytes.Length);
        var base64 = (string?)body["encoding_format"] == "base64";
        var data = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = i,
            ["embedding"] = base64 ? Convert.ToBase64String(bytes) : new JsonArray(0.1, 0.2, 0.3),
        })]);
        await WriteAsync(context, new JsonObject
        {
            ["object"] = "list",
            ["data"] = data,
            ["model"] = (string?)body["model"],
            ["usage"] = new JsonObject { ["prompt_tokens"] = 4 * count, ["total_tokens"] = 4 * count },
        });
    }

    private async Task ImageAsync(HttpContext context)
    {
        await ReadAsync(context);
        await WriteAsync(context, new JsonObject
        {
            ["created"] = 1700000000,
            ["data"] = new JsonArray(new JsonObject { ["b64_json"] = StubMedia.PngBase64 }),
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = 9,
                ["output_tokens"] = 272,
                ["total_tokens"] = 281,
                ["input_tokens_details"] = new JsonObject { ["text_tokens"] = 9, ["image_tokens"] = 0 },
            },
        });
    }

    private async Task<JsonNode> ReadAsync(HttpContext context)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonNode>(context.Request.Body, cancellationToken: context.RequestAborted)
            ?? throw new InvalidOperationException("The request has no body.");
        _requests.Enqueue(body);
        return body;
    }

    private static async Task WriteAsync(HttpContext context, JsonNode json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
