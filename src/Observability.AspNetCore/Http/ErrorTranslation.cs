using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Prompts;

namespace Observability.AspNetCore.Http;

/// <summary>Turns what an API endpoint throws into the wire's error answers.</summary>
internal static partial class ErrorTranslation
{
    public static RequestDelegate Around(RequestDelegate inner) => context => InvokeAsync(context, inner);

    private static async Task InvokeAsync(HttpContext context, RequestDelegate inner)
    {
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            await inner(context).ConfigureAwait(false);
        }
        catch (ApiException exception) when (!context.Response.HasStarted)
        {
            await ApiErrorWriter.WriteAsync(context, exception).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var error = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "PayloadTooLargeError" : "InvalidRequestError";
            await ApiErrorWriter.WriteAsync(context, exception.StatusCode, exception.Message, error).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (PromptException exception) when (!context.Response.HasStarted)
        {
            await ApiErrorWriter.WriteAsync(context, PromptErrors.Translate(exception)).ConfigureAwait(false);
        }
        catch (NotSupportedException exception) when (!context.Response.HasStarted)
        {
            // What stores throw for what they do not keep.
            await ApiErrorWriter.WriteAsync(context, 501, exception.Message, "NotImplementedError").ConfigureAwait(false);
        }
        catch (IOException exception) when (!context.Response.HasStarted)
        {
            // What stores throw when they cannot answer now.
            Log(context).StoreUnavailable(exception);
            await ApiErrorWriter.WriteAsync(context, 503, "The store cannot answer now.", "ServiceUnavailableError").ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Clients of the wire parse JSON errors; the application's own error pages are not for them.
        catch (Exception exception) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log(context).RequestFailed(exception, context.Request.Method, context.Request.Path);
            await ApiErrorWriter.WriteAsync(context, 500, "Internal Server Error", "InternalServerError").ConfigureAwait(false);
        }
    }

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Observability.Api");

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "The store cannot answer now.")]
    private static partial void StoreUnavailable(this ILogger logger, Exception exception);
}
