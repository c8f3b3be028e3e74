using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;
using Polly;
using Polly.Retry;

namespace Observability.Remote;

/// <summary>Calls operations of the API: writes requests, reads answers, tries again what may succeed the next time.</summary>
internal sealed class ApiTransport(ServerConnection server, TimeProvider time)
{
    private const int MaxErrorBody = 64 * 1024;
    private const int Retries = 2;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonDefaults.MaxDepth,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    // Twice, as the wire's SDKs do. A request that creates something is only sent again when the server says that it did nothing.
    private readonly ResiliencePipeline<HttpResponseMessage> _retry = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
            ShouldHandle = static arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is null or HttpRequestException && MayRepeat(arguments.Outcome.Result?.StatusCode, Method(arguments.Context))),
            DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta is { } asked && asked < TimeSpan.FromMinutes(1) ? asked : (TimeSpan?)null),
            OnRetry = static arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return default;
            },
        })
        .Build();

    private static readonly ResiliencePropertyKey<string> MethodKey = new("method");

    public static HttpContent Json<T>(T body) => JsonContent.Create(body, options: Options);

    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<T> ReadAsync<T>(string method, string path, IApiQuery? query, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(method, path, query, content, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Options, cancellationToken).ConfigureAwait(false)
                ?? throw new LlmObservabilityApiException(response, "The body is null.", "null");
        }
        catch (JsonException exception)
        {
            // A sign-in page, or a server of another kind.
            throw new LlmObservabilityApiException(response, "The body is not what the API describes. Does the address name a server of this API?", await BodyAsync(response, cancellationToken).ConfigureAwait(false), exception);
        }
    }

    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task SendAsync(string method, string path, IApiQuery? query, HttpContent? content, CancellationToken cancellationToken) =>
        (await AskAsync(method, path, query, content, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<MediaContent> ReadContentAsync(string method, string path, IApiQuery? query, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(method, path, query, content, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        var type = response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream";
        return new MediaContent(type, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async IAsyncEnumerable<SseItem<T>> WatchAsync<T>(string method, string path, IApiQuery? query, HttpContent? content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await AskAsync(method, path, query, content, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var item in SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<T>(data, Options)!).EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private static bool MayRepeat(HttpStatusCode? status, string method) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => true,
        null or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => method != "POST",
        _ => false,
    };

    private static string Method(ResilienceContext context) => context.Properties.GetValue(MethodKey, "");

    private async Task<HttpResponseMessage> AskAsync(string method, string path, IApiQuery? query, HttpContent? content, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        var text = new ApiQueryText();
        query?.Write(text);
        if (content is not null)
        {
            // Whatever it is made of, it must be there again for another attempt.
            await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(MethodKey, method);
        try
        {
            var response = await _retry.ExecuteAsync(
                async resilience =>
                {
                    using var request = server.Request(HttpMethod.Parse(method), path + text);
                    request.Content = content is null ? null : await CopyAsync(content, resilience.CancellationToken).ConfigureAwait(false);
                    return await server.SendAsync(request, server.Timeout, resilience.CancellationToken, until).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? response : throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            content?.Dispose();
        }
    }

    private static async Task<HttpContent> CopyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var copy = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        foreach (var (name, values) in content.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private static async Task<LlmObservabilityApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = await BodyAsync(response, cancellationToken).ConfigureAwait(false);
            return new LlmObservabilityApiException(response, MessageIn(body) ?? "The body does not say why.", body);
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return body.Length > MaxErrorBody ? body[..MaxErrorBody] : body;
    }

    private static string? MessageIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("message", out var message) ? message.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
