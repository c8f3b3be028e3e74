using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.AspNetCore.Tests.Prompts.Webhooks;

/// <summary>A receiver of webhooks on a real port that answers what the test says, 200 unless it says something.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HttpStatusCode> _answers = [];
    private readonly ConcurrentQueue<(string Signature, string Body)> _received = [];

    private WebhookReceiver(WebApplication app)
    {
        _app = app;
        app.MapPost("/hook", ReceiveAsync);
    }

    public string Url => _app.Urls.Single() + "/hook";

    /// <summary>The messages so far, in the order they came.</summary>
    public IReadOnlyList<JsonElement> Messages => [.. _received.Select(message => JsonDocument.Parse(message.Body).RootElement)];

    /// <summary>What happened to which version, e.g. <c>created p 1</c>.</summary>
    public IReadOnlyList<string> Events =>
        [.. Messages.Select(message => $"{message.GetProperty("action").GetString()} {message.GetProperty("prompt").GetProperty("name").GetString()} {message.GetProperty("prompt").GetProperty("version").GetInt32()}")];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build());
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public void Answer(params HttpStatusCode[] statuses) => Array.ForEach(statuses, _answers.Enqueue);

    /// <summary>Whether the last message was signed with a secret, computed here as the documentation of Langfuse says.</summary>
    public bool IsLastSignedWith(string secret)
    {
        var (signature, body) = _received.Last();
        var parts = signature.Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"));
        return Convert.ToHexStringLower(expected) == parts["v1"];
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _received.Enqueue((context.Request.Headers["x-langfuse-signature"].ToString(), await reader.ReadToEndAsync(context.RequestAborted)));
        var status = _answers.TryDequeue(out var answer) ? answer : HttpStatusCode.OK;
        context.Response.StatusCode = (int)status;
        if (status == HttpStatusCode.Found)
        {
            context.Response.Headers.Location = "/hook";
        }
    }
}
