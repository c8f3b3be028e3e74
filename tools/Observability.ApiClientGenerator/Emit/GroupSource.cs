using System.Collections.Generic;
using System.Linq;
using Observability.ApiClientGenerator.Model;

namespace Observability.ApiClientGenerator.Emit;

/// <summary>The class of a group of operations.</summary>
internal static class GroupSource
{
    private const string Token = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string NameOf(string group) => group + "Api";

    public static string Of(string group, IEnumerable<ApiOperation> operations)
    {
        var source = new SourceText().Summary($"The operations of the group {group}.").Open($"public sealed class {NameOf(group)}");
        source.Line("private readonly global::Observability.Remote.ApiTransport _transport;").Line();
        source.Line($"internal {NameOf(group)}(global::Observability.Remote.ApiTransport transport) => _transport = transport;");
        foreach (var operation in operations)
        {
            Write(source.Line(), operation);
        }

        return source.Close().ToString();
    }

    private static void Write(SourceText source, ApiOperation operation)
    {
        source.Summary(operation.Summary)
            .Line("/// <exception cref=\"global::Observability.Remote.LlmObservabilityApiException\">The server refuses it; <c>StatusCode</c> says why.</exception>")
            .Line("/// <exception cref=\"global::System.Net.Http.HttpRequestException\">The server cannot be reached.</exception>")
            .Line($"[global::Observability.Remote.ApiOperation(\"{operation.Method}\", \"{operation.Path}\")]")
            .Line($"public {ReturnType(operation)} {operation.Name}Async({string.Join(", ", Parameters(operation))}) =>")
            .Line($"    _transport.{Call(operation)}(\"{operation.Method}\", {Path(operation)}, {Query(operation)}, {Body(operation)}, cancellationToken);");
    }

    private static string ReturnType(ApiOperation operation) => operation.Result switch
    {
        ApiResult.Json => $"global::System.Threading.Tasks.Task<{operation.ResultType}>",
        ApiResult.Content => "global::System.Threading.Tasks.Task<global::Observability.Model.MediaContent>",
        ApiResult.Events => $"global::System.Collections.Generic.IAsyncEnumerable<global::System.Net.ServerSentEvents.SseItem<{operation.ResultType}>>",
        _ => "global::System.Threading.Tasks.Task",
    };

    private static string Call(ApiOperation operation) => operation.Result switch
    {
        ApiResult.Json => $"ReadAsync<{operation.ResultType}>",
        ApiResult.Content => "ReadContentAsync",
        ApiResult.Events => $"WatchAsync<{operation.ResultType}>",
        _ => "SendAsync",
    };

    private static IEnumerable<string> Parameters(ApiOperation operation)
    {
        foreach (var parameter in operation.PathParameters)
        {
            yield return $"{parameter.Type} {Identifiers.Camel(parameter.JsonName)}";
        }

        if (operation.Body is { } body)
        {
            yield return $"{body} body";
        }
        else if (operation.HasContentBody)
        {
            yield return "global::System.Net.Http.HttpContent? content = null";
        }

        if (operation.QueryType is { } query)
        {
            yield return $"{query}? query = null";
        }

        yield return Token;
    }

    private static string Path(ApiOperation operation)
    {
        var path = operation.PathParameters.Aggregate(
            operation.Path.TrimStart('/'),
            (text, parameter) => text.Replace("{" + parameter.JsonName + "}", $"{{ApiQueryText.Escape({Identifiers.Camel(parameter.JsonName)})}}"));
        return $"$\"{path}\"";
    }

    private static string Query(ApiOperation operation) => operation.QueryType is null ? "null" : "query";

    private static string Body(ApiOperation operation) =>
        operation.Body is not null ? "global::Observability.Remote.ApiTransport.Json(body)" : operation.HasContentBody ? "content" : "null";
}
