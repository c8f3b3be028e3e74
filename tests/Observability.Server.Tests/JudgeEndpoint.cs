using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.Server.Tests;

/// <summary>A model on loopback that speaks OpenAI's protocol and answers what a test wrote: the status, and the text of the answer.</summary>
internal sealed class JudgeEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<int, (int Status, string Text)> _answer;
    private readonly ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, JsonElement Body)> _requests = new();
    private int _count;

    private JudgeEndpoint(WebApplication app, Func<int, (int Status, string Text)> answer)
    {
        _app = app;
        _answer = answer;
    }

    /// <summary>The address of a connection.</summary>
    public string Address => _app.Urls.First() + "/v1";

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<(IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Requests => [.. _requests];

    /// <param name="answer">The answer to the request of this number, from 1.</param>
    public static async Task<JudgeEndpoint> StartAsync(Func<int, (int Status, string Text)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var endpoint = new JudgeEndpoint(app, answer);
        app.MapPost("/v1/chat/completions", (Delegate)endpoint.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _requests.Enqueue((context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.RootElement.Clone()));
        var (status, text) = _answer(Interlocked.Increment(ref _count));
        return status != 200
            ? Results.Json(new { error = new { message = text, type = "server_error" } }, statusCode: status)
            : Results.Json(new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1700000000,
                model = "gpt-4o-mini",
                choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
                usage = new { prompt_tokens = 1000, completion_tokens = 100, total_tokens = 1100 },
            });
    }
}
