using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Observability.Remote;
using Observability.Remote.Api;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>The operations that docs/openapi.json describes, and the methods of the client that call them.</summary>
internal static class ApiOperations
{
    private static readonly MethodInfo First = typeof(ApiOperations).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IReadOnlyList<(string Method, string Path)> Described { get; } = [.. Read()];

    public static IReadOnlyList<(string Method, string Path, PropertyInfo Group, MethodInfo Call)> Callable { get; } =
    [
        .. typeof(ApiGroups).GetProperties().SelectMany(group => group.PropertyType.GetMethods().Select(call => (Group: group, Call: call, Operation: call.GetCustomAttribute<ApiOperationAttribute>())))
            .Where(found => found.Operation is not null)
            .Select(found => (found.Operation!.Method, found.Operation.Path, found.Group, found.Call)),
    ];

    /// <summary>Calls an operation with an empty body where it takes one, and returns its answer; of a stream the first event.</summary>
    public static async Task<object?> CallAsync(LlmObservabilityClient client, PropertyInfo group, MethodInfo call, Func<string, string> pathValue)
    {
        var arguments = call.GetParameters().Select(parameter => parameter switch
        {
            { HasDefaultValue: true } => null,
            { ParameterType: var type } when type == typeof(string) => pathValue(parameter.Name!),
            { ParameterType: var type } => Activator.CreateInstance(type),
        }).ToArray();
        arguments[^1] = TestContext.Current.CancellationToken;
        var answer = call.Invoke(group.GetValue(client), arguments)!;
        var task = answer as Task ?? (Task)First.MakeGenericMethod(call.ReturnType.GetGenericArguments()).Invoke(null, [answer])!;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var item in items)
        {
            return item;
        }

        throw new InvalidOperationException("The stream ended without an event.");
    }

    private static IEnumerable<(string Method, string Path)> Read([CallerFilePath] string source = "")
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../../docs/openapi.json"))));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                yield return (method.Name.ToUpperInvariant(), path.Name);
            }
        }
    }
}
