using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Observability.Model;
using Observability.Prompts;
using Observability.Remote.Delivery;

namespace Observability.Remote.Prompts;

/// <summary>Asks the prompt API of a server and says what it refuses as a registry says it.</summary>
internal sealed class PromptApi(ServerConnection server) : IDisposable
{
    /// <summary>How long an answer may take: an application that starts waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Root = "api/public/";

    public Uri Address => server.Address;

    /// <summary>Gets JSON.</summary>
    /// <exception cref="PromptException">The server refuses, cannot be reached, or its answer is none of this API.</exception>
    public Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, null, read, cancellationToken);

    /// <summary>Sends a change.</summary>
    /// <exception cref="PromptException">The server refuses, cannot be reached, or its answer is none of this API.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, PromptEdit? edit, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var target = edit is null ? path : new PathBuilder(path)
            .Add("overrideProtection", edit.OverridesProtection ? "true" : null)
            .Add("author", edit.Author == PromptEdit.DefaultAuthor ? null : edit.Author)
            .Add("reason", edit.Reason)
            .ToString();
        using var request = server.Request(method, Root + target, body is null ? null : JsonContent(body));
        if (edit?.ExpectedRevision is { } revision)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision}\""));
        }

        try
        {
            using var response = await server.SendAsync(request, server.Timeout < Patience ? server.Timeout : Patience, cancellationToken).ConfigureAwait(false);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Answer.IsSuccess(response)
                ? Read(content, read)
                : throw await RefusalOfAsync(response, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Answer.IsOutage(exception))
        {
            throw Unavailable(exception.Message, exception);
        }
    }

    public void Dispose() => server.Dispose();

    private static ByteArrayContent JsonContent(object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, JsonDefaults.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private T Read<T>(byte[] content, Func<JsonElement, T> read)
    {
        try
        {
            return read(content.Length == 0 ? default : JsonElement.Parse(content));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Unavailable($"Its answer is not that of a prompt API: {exception.Message}", exception);
        }
    }

    private async Task<PromptException> RefusalOfAsync(HttpResponseMessage response, byte[] content, CancellationToken cancellationToken)
    {
        var message = MessageOf(content);
        PromptFault? fault = response.StatusCode switch
        {
            _ when message is null => null,

            // Another path that is not found is an address that is wrong, and what is known of the prompt stays good.
            HttpStatusCode.NotFound when message.StartsWith("Prompt", StringComparison.Ordinal) => PromptFault.NotFound,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => PromptFault.Invalid,
            HttpStatusCode.Conflict => PromptFault.Conflict,
            HttpStatusCode.Forbidden when message.Contains("protected", StringComparison.OrdinalIgnoreCase) => PromptFault.Protected,
            _ => null,
        };
        return fault is { } known
            ? new PromptException(known, message!)
            : Unavailable((await Answer.OfAsync(response, TimeProvider.System, cancellationToken).ConfigureAwait(false)).Reason ?? $"It answers {(int)response.StatusCode}.", null, response.StatusCode);
    }

    /// <summary>What an error of this API says; null for what others answer.</summary>
    private static string? MessageOf(byte[] content)
    {
        try
        {
            var json = JsonElement.Parse(content);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? WithIssues(message.GetString()!, json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WithIssues(string message, JsonElement json) =>
        json.TryGetProperty("error", out var issues) && issues.ValueKind == JsonValueKind.Array ? $"{message}: {issues.GetRawText()}" : message;

    private PromptException Unavailable(string reason, Exception? exception, HttpStatusCode? status = null) =>
        new(PromptFault.Unavailable, $"The prompts of {server.Address} cannot be reached: {reason}", exception ?? new HttpRequestException(reason, null, status));
}
