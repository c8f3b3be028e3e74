using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Observability.Remote.Egress;

namespace Observability.Prompts.Webhooks;

/// <summary>Sends one message once. Of the answer only the status counts; its body is never read.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MaxReason = 300;
    private const int MaxConcurrency = 64;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly ProductInfoHeaderValue UserAgent = new("LlmObservability", typeof(WebhookSender).Assembly.GetName().Version?.ToString(2) ?? "1.0");

    private readonly SemaphoreSlim _slots = new(MaxConcurrency);
    private readonly HttpClient _guarded;
    private readonly HttpClient _trusted;
    private readonly TimeProvider _time;

    public WebhookSender(PrivateNetworkGuard guard, TimeProvider time)
    {
        _guarded = Client(guard.CreateHandler());
        _trusted = Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
        _time = time;
    }

    /// <param name="url">Where to.</param>
    /// <param name="isTrusted">Whether the application's code named the address, so that it may be a private one.</param>
    /// <param name="secret">What it is signed with.</param>
    /// <param name="body">The message.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WebhookOutcome> SendAsync(Uri url, bool isTrusted, string secret, string body, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(UserAgent.Product!));
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Add(PromptWebhookSignature.HeaderName, PromptWebhookSignature.Sign(bytes, secret, _time.GetUtcNow()));
        try
        {
            using var response = await (isTrusted ? _trusted : _guarded).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? new WebhookOutcome(true, status, null)
                : new WebhookOutcome(false, status, string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}; anything but 2xx counts as not taken{(status is >= 300 and < 400 ? ", and redirects are not followed" : "")}."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookOutcome(false, null, $"The receiver did not answer within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException exception)
        {
            return new WebhookOutcome(false, null, exception.Message.Length <= MaxReason ? exception.Message : exception.Message[..MaxReason] + "…");
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _guarded.Dispose();
        _trusted.Dispose();
        _slots.Dispose();
    }

    private static HttpClient Client(SocketsHttpHandler handler)
    {
        handler.MaxResponseDrainSize = 16 * 1024;
        return new HttpClient(handler) { Timeout = Timeout };
    }
}
