using Microsoft.Extensions.AI;
using Observability.Capture.Chat;
using Observability.Capture.Messages;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Capture.Modalities;

/// <summary>What calls of embedding, image and speech models have in common.</summary>
internal static class ModelCall
{
    /// <summary>Starts an observation under the ambient one, without making it current.</summary>
    public static ObservationScope Start(Tracer tracer, ObservationKind kind, string operation, string? model, string? provider) =>
        tracer.StartDetached(kind, string.IsNullOrEmpty(model) ? operation : $"{operation} {model}", Tracer.CurrentParent())
            .SetModel(model, ProviderNames.Normalize(provider));

    /// <summary>Runs a call inside its observation; its exception is recorded and rethrown.</summary>
    public static async Task<T> RunAsync<T>(ObservationScope scope, Func<Task<T>> call, Action<ObservationScope, T> complete)
    {
        scope.Activate();
        try
        {
            var result = await call().ConfigureAwait(false);
            Try(scope, result, complete);
            return result;
        }
        catch (Exception exception)
        {
            scope.SetException(exception);
            throw;
        }
        finally
        {
            scope.End(restoreAmbient: false);
        }
    }

    /// <summary>Fills an observation; a failure to do so never reaches the application.</summary>
    public static void Try<T>(ObservationScope scope, T value, Action<ObservationScope, T> fill)
    {
        try
        {
            fill(scope, value);
        }
        catch (Exception exception)
        {
            scope.Tracer.ObservingFailed(exception);
        }
    }

    public static void SetInput(ObservationScope scope, IEnumerable<AIContent> contents)
    {
        if (scope.Tracer.Options.CaptureContent)
        {
            scope.SetInput(new ChatMessagesPayload([new ChatMessage(ChatRole.User, [.. contents])]));
        }
    }

    public static void SetOutput(ObservationScope scope, IEnumerable<AIContent> contents)
    {
        if (scope.Tracer.Options.CaptureContent)
        {
            scope.SetOutput(new ChatResponsePayload([new ChatMessage(ChatRole.Assistant, [.. contents])]));
        }
    }

    public static void SetUsage(ObservationScope scope, UsageDetails? usage, object? raw)
    {
        if (usage is not null)
        {
            scope.SetUsageSource(new UsageDetailsSource(usage, raw));
        }
    }
}
