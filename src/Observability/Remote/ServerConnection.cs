using System.Net.Http.Headers;
using System.Reflection;
using System.Text;

namespace Observability.Remote;

/// <summary>Sends requests to one server with the keys of a project.</summary>
/// <remarks>Thread-safe. Its requests are never traced: they would be part of the traces of whoever's flow they run in, or make traces of their own.</remarks>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>The most bytes of an answer that is read into memory.</summary>
    public const int MaxAnswerBytes = 256 * 1024 * 1024;

    private const string SdkName = "llm-observability-dotnet";

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly string _publicKey;

    public ServerConnection(ServerOptions options, TimeProvider time)
    {
        Address = new Uri(options.Url!.TrimEnd('/') + "/", UriKind.Absolute);
        Timeout = options.Timeout;
        _time = time;
        _publicKey = options.PublicKey!;
        _authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.PublicKey}:{options.SecretKey}")));

        // A redirected POST becomes a GET, and keys are meant for this server only: a redirect is an answer like any other.
        // Without a propagator the handler neither starts an activity nor adds a header.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        options.ConfigureHttp?.Invoke(handler);
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(SdkName, SdkVersion));
    }

    /// <summary>The version of this library without its commit.</summary>
    public static string SdkVersion { get; } =
        (typeof(ServerConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>The address that paths are taken from.</summary>
    public Uri Address { get; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Makes a request to a path of the server, e.g. <c>api/public/traces</c>, with the project's keys.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        request.Headers.Authorization = _authorization;
        request.Headers.Add("x-langfuse-sdk-name", SdkName);
        request.Headers.Add("x-langfuse-sdk-version", SdkVersion);
        request.Headers.Add("x-langfuse-public-key", _publicKey);
        return request;
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or its answer is too large.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await _http.SendAsync(request, until, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer within {timeout.TotalSeconds:0.#} s.", exception);
        }
    }

    public void Dispose() => _http.Dispose();
}
