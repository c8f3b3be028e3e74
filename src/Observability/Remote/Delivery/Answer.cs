using System.Net;
using System.Net.Http.Headers;

namespace Observability.Remote.Delivery;

/// <summary>A server's answer to a request.</summary>
/// <param name="Kind">What it said.</param>
/// <param name="Rejected">How many items of a request that was taken were not.</param>
/// <param name="Reason">Why, in its words; null when all is well.</param>
/// <param name="RetryAfter">When it wants to be asked again.</param>
internal readonly record struct Answer(AnswerKind Kind, int Rejected = 0, string? Reason = null, TimeSpan? RetryAfter = null)
{
    private const int MaxReason = 300;

    public static Answer Taken { get; }

    /// <summary>The answer of a request that failed before there was one.</summary>
    public static Answer Of(Exception exception) => new(AnswerKind.Later, Reason: exception.Message);

    /// <summary>Whether the server took a request. A web page is no answer: a proxy or a sign-in page stands where the API should be.</summary>
    public static bool IsSuccess(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is not "text/html";

    /// <summary>Whether an exception says that the server could not be asked.</summary>
    public static bool IsOutage(Exception exception) => exception is HttpRequestException or TimeoutException or IOException;

    /// <summary>Reads an answer that is no success.</summary>
    public static async Task<Answer> OfAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var hint = HintOf(response);
        var reason = $"{(int)response.StatusCode} {response.ReasonPhrase}: {(text.Length > MaxReason ? text[..MaxReason] + "…" : text)}{hint}";
        return new Answer(response.IsSuccessStatusCode ? AnswerKind.Later : KindOf(response.StatusCode), Reason: reason, RetryAfter: RetryAfterOf(response.Headers.RetryAfter, time));
    }

    private static AnswerKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge => AnswerKind.TooLarge,

        // Wrong keys, a wrong address or a server that is being set up: none of it is the data's fault, and all of it can be mended.
        HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => AnswerKind.Later,
        >= (HttpStatusCode)400 and < (HttpStatusCode)500 => AnswerKind.Refused,
        _ => AnswerKind.Later,
    };

    private static string HintOf(HttpResponseMessage response) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => $" It is a web page. Check the server's address: {response.RequestMessage?.RequestUri}.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " Check the public and the secret key.",
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $" Check the server's address: {response.RequestMessage?.RequestUri}.",
        >= (HttpStatusCode)300 and < (HttpStatusCode)400 => $" It redirects to {response.Headers.Location}. Use that address.",
        _ => "",
    };

    private static TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header, TimeProvider time) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
}
