using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Http;

/// <summary>Writes errors in the wire's shapes.</summary>
internal static class ApiErrorWriter
{
    public static Task WriteAsync(HttpContext context, int statusCode, string message, string error)
    {
        context.Response.StatusCode = statusCode;
        return new WireResult<ApiError>(new ApiError(message, error)).ExecuteAsync(context);
    }

    /// <summary>Some answers of the wire name no error.</summary>
    public static Task WriteAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        return new WireResult<Message>(new Message(message)).ExecuteAsync(context);
    }

    public static Task WriteAsync(HttpContext context, ApiException exception)
    {
        if (exception.Issues is not { } issues)
        {
            return WriteAsync(context, exception.StatusCode, exception.Message, exception.Error);
        }

        context.Response.StatusCode = exception.StatusCode;
        return new WireResult<InvalidRequestBody>(new InvalidRequestBody(exception.Message, issues)).ExecuteAsync(context);
    }
}
