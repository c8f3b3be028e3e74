namespace Observability.AspNetCore.Http;

/// <summary>Ends a request with an error answer.</summary>
internal sealed class ApiException : Exception
{
    private ApiException(int statusCode, string message, string error, IReadOnlyList<ApiIssue>? issues = null)
        : base(message)
    {
        StatusCode = statusCode;
        Error = error;
        Issues = issues;
    }

    public int StatusCode { get; }

    /// <summary>The kind of the error, as the wire names it.</summary>
    public string Error { get; }

    /// <summary>What is wrong with the request; null when the message says it all.</summary>
    public IReadOnlyList<ApiIssue>? Issues { get; }

    public static ApiException NotFound(string message) => new(404, message, "LangfuseNotFoundError");

    public static ApiException Invalid(string message) => new(400, message, "InvalidRequestError");

    public static ApiException Invalid(params IReadOnlyList<ApiIssue> issues) => new(400, "Invalid request data", "InvalidRequestError", issues);

    public static ApiException Unauthorized(string message) => new(401, message, "UnauthorizedError");

    public static ApiException Conflict(string message) => new(409, message, "LangfuseConflictError");

    public static ApiException Forbidden(string message) => new(403, message, "ForbiddenError");

    public static ApiException NotSupported(string message) => new(501, message, "NotImplementedError");

    public static ApiException TooLarge(string message) => new(413, message, "PayloadTooLargeError");

    public static ApiException UnsupportedMediaType(string message) => new(415, message, "UnsupportedMediaTypeError");

    public static ApiException Unavailable(string message) => new(503, message, "ServiceUnavailableError");

    public static ApiException TooMany(string message) => new(429, message, "TooManyRequestsError");
}
