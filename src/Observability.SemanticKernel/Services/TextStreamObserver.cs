using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Follows a stream of anything that reads as text until its consumer is done with it.</summary>
internal class TextStreamObserver<T>(ObservationScope scope) : IStreamObserver<T>
{
    private readonly List<object> _items = [];

    public void Activate() => scope.Activate();

    public virtual void Next(T item)
    {
        scope.SetFirstToken();
        if (item is not null)
        {
            _items.Add(item);
        }
    }

    public void Fail(Exception exception) => scope.SetException(exception);

    public void Close(ObservationStatus status)
    {
        scope.SetStatus(status);
        if (_items.Count > 0)
        {
            scope.SetOutput(new StreamedTextPayload([.. _items]));
        }

        scope.Dispose();
    }
}
