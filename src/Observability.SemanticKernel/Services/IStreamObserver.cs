using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>What happens to a stream while it is consumed.</summary>
internal interface IStreamObserver<in T>
{
    /// <summary>Called before every step: an iterator resumes in its consumer's context. Must not throw.</summary>
    void Activate();

    void Next(T item);

    void Fail(Exception exception);

    /// <summary>Called once at the end, whichever way it came.</summary>
    void Close(ObservationStatus status);
}
