using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.Benchmarks.Evaluation;

/// <summary>A judge's model on loopback that answers at once and always the same, in OpenAI's protocol.</summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private const string Answer = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini","usage":{"prompt_tokens":200,"completion_tokens":20,"total_tokens":220},
        "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"reasoning\":\"short\",\"score\":7}"}}]}
        """;

    private readonly WebApplication _app;

    private InstantModel(WebApplication app) => _app = app;

    /// <summary>The address for a connection.</summary>
    public string Endpoint => _app.Urls.First() + "/v1";

    public static async Task<InstantModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", () => Results.Text(Answer, "application/json"));
        await app.StartAsync();
        return new InstantModel(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
