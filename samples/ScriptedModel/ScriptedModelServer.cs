using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ScriptedModel;

/// <summary>An OpenAI-compatible endpoint on loopback whose answers follow from what it is asked: no key, no network, no model.</summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    // About the pace of a small hosted model, so that timelines look like timelines.
    private static readonly TimeSpan ThinkingTime = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan TimePerWord = TimeSpan.FromMilliseconds(6);

    private readonly WebApplication _app;

    private ScriptedModelServer(WebApplication app) => _app = app;

    /// <summary>What to give a client as its endpoint.</summary>
    public Uri Endpoint => new(_app.Urls.First() + "/v1");

    public static async Task<ScriptedModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", ChatAsync);
        app.MapPost("/v1/embeddings", EmbedAsync);
        await app.StartAsync();
        return new ScriptedModelServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task ChatAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var answer = Script.Answer(Conversation.Read(request));
        var wire = new ChatWire(request, answer);
        await Task.Delay(ThinkingTime, context.RequestAborted);
        if ((bool?)request["stream"] != true)
        {
            await WriteAsync(context, wire.Completion());
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var chunk in wire.Chunks())
        {
            await context.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimePerWord, context.RequestAborted);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static async Task EmbedAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var texts = request["input"] is JsonArray many ? many.Select(text => (string?)text ?? "").ToList() : [(string?)request["input"] ?? ""];
        await WriteAsync(context, WordEmbedding.Response(texts, (string?)request["model"], (string?)request["encoding_format"] == "base64"));
    }

    private static async Task<JsonNode> ReadAsync(HttpContext context) =>
        await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) ?? throw new BadHttpRequestException("The request has no body.");

    private static Task WriteAsync(HttpContext context, JsonNode json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
