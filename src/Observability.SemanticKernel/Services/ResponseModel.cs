using System.Collections.Concurrent;
using System.Reflection;

namespace Observability.SemanticKernel.Services;

/// <summary>Reads the model that really answered from a client's own response object.</summary>
internal static class ResponseModel
{
    private static readonly ConcurrentDictionary<Type, Func<object, string?>?> Readers = new();

    public static string? Of(object? response)
    {
        if (response is null || Readers.GetOrAdd(response.GetType(), FindReader) is not { } read)
        {
            return null;
        }

        var model = read(response);
        return string.IsNullOrEmpty(model) ? null : model;
    }

    private static Func<object, string?>? FindReader(Type type) =>
        (type.GetProperty("Model", typeof(string)) ?? type.GetProperty("ModelId", typeof(string)))?.GetGetMethod() is { } getter
            ? (Func<object, string?>)typeof(ResponseModel).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type).Invoke(null, [getter])!
            : null;

    private static Func<object, string?> Bind<T>(MethodInfo getter)
    {
        var read = getter.CreateDelegate<Func<T, string?>>();
        return response => read((T)response);
    }
}
