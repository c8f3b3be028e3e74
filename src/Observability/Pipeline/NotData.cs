using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Observability.Pipeline;

/// <summary>Tells objects that are data from those whose reading would change or run something.</summary>
internal static class NotData
{
    public static bool Is(object value) => value switch
    {
        JsonDocument => false,
        Delegate or Stream or TextReader or TextWriter or MemberInfo or Assembly or Module or Task or CancellationToken or IServiceProvider
            or IDisposable or IAsyncDisposable or Pointer or nint or nuint or IQueryable or IEnumerator or WeakReference => true,
        // A sequence that is not a collection may be an iterator: enumerating it would run the application's code again.
        IEnumerable and not (ICollection or System.Text.Json.Nodes.JsonNode) => !IsReadOnlyCollection(value.GetType()),
        _ => value.GetType() is { IsByRefLike: true } or { IsPointer: true } || IsAsync(value.GetType()),
    };

    public static string Marker(object value) => $"[{value.GetType()}]";

    private static bool IsReadOnlyCollection(Type type) => Array.Exists(type.GetInterfaces(), i =>
        i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>) || i.GetGenericTypeDefinition() == typeof(ICollection<>)));

    private static bool IsAsync(Type type) => (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) || type == typeof(ValueTask)
        || Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
}
