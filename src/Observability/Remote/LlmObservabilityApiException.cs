using System.Net;

namespace Observability.Remote;

/// <summary>A server refused a request, or answered with what is no answer to it. The message says which request, the status and the server's reason.</summary>
public sealed class LlmObservabilityApiException : Exception
{
    internal LlmObservabilityApiException(HttpResponseMessage response, string reason, string body, Exception? cause = null)
        : base($"The server answered {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath} with {(int)response.StatusCode} {response.ReasonPhrase}: {reason}", cause)
    {
        StatusCode = response.StatusCode;
        Method = response.RequestMessage?.Method;
        RequestUri = response.RequestMessage?.RequestUri;
        Body = body;
    }

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The method of the request.</summary>
    public HttpMethod? Method { get; }

    /// <summary>The address of the request.</summary>
    public Uri? RequestUri { get; }

    /// <summary>The body of the answer, which says what is wrong with the request; cut at 64 KiB.</summary>
    public string Body { get; }
}
