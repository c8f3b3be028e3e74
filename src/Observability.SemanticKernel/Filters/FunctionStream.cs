using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.SemanticKernel.Services;

namespace Observability.SemanticKernel.Filters;

/// <summary>Re-wraps the stream a function returns as exactly the type its caller asked for: Semantic Kernel casts it.</summary>
internal static class FunctionStream
{
    private static readonly ConcurrentDictionary<Type, Func<object, ObservationScope, object>?> Wrappers = new();

    /// <summary>Replaces the result by an observed stream that ends <paramref name="scope"/>; false when it is no stream.</summary>
    public static bool TryObserve(FunctionInvocationContext context, ObservationScope scope)
    {
        try
        {
            if (context.Result.GetValue<object>() is not { } stream || Wrappers.GetOrAdd(stream.GetType(), FindWrapper) is not { } wrap)
            {
                return false;
            }

            context.Result = new FunctionResult(context.Result, wrap(stream, scope));
            return true;
        }
        catch (Exception exception)
        {
            Fault.Report(scope, exception);
            return false;
        }
    }

    public static bool IsStream(object value) => Wrappers.GetOrAdd(value.GetType(), FindWrapper) is not null;

    private static Func<object, ObservationScope, object>? FindWrapper(Type type)
    {
        // Two element types would leave open which one the caller casts to: then the stream is left alone.
        var elements = type.GetInterfaces().Append(type)
            .Where(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            .Select(candidate => candidate.GetGenericArguments()[0])
            .Take(2)
            .ToList();
        return elements is [var element]
            ? typeof(FunctionStream).GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(element)
                .CreateDelegate<Func<object, ObservationScope, object>>()
            : null;
    }

    private static object Wrap<T>(object stream, ObservationScope scope) =>
        ObservedStream.Observe(scope.Tracer, (IAsyncEnumerable<T>)stream, new TextStreamObserver<T>(scope));
}
