using Microsoft.SemanticKernel.Services;

namespace Observability.SemanticKernel.Services;

/// <summary>What all service decorators share: attributes pass through, and what the container would have disposed still is.</summary>
internal abstract class ObservingService<TService>(TService inner, bool ownsInner) : IObserving, IDisposable, IAsyncDisposable
    where TService : class, IAIService
{
    public IReadOnlyDictionary<string, object?> Attributes => Inner.Attributes;

    protected TService Inner { get; } = inner;

    public void Dispose()
    {
        if (ownsInner)
        {
            Disposal.Dispose(Inner);
        }
    }

    public ValueTask DisposeAsync() => ownsInner ? Disposal.DisposeAsync(Inner) : ValueTask.CompletedTask;
}
