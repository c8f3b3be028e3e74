using System.Runtime.CompilerServices;

namespace Observability.SemanticKernel.Registration;

/// <summary>Wraps each service once, however often it is selected.</summary>
internal sealed class ServiceWrapping(LlmObservability observability)
{
    private readonly ConditionalWeakTable<object, Dictionary<Type, object>> _wrapped = [];

    /// <summary>The observed form of <paramref name="service"/>; itself when <typeparamref name="T"/> is no kind that is observed.</summary>
    public T Wrap<T>(T service)
        where T : class => (T)Wrap(typeof(T), service);

    /// <summary>The observed form of <paramref name="service"/>; itself when <paramref name="serviceType"/> is no kind that is observed or wrapping fails.</summary>
    public object Wrap(Type serviceType, object service)
    {
        if (!ServiceKinds.IsObserved(serviceType))
        {
            return service;
        }

        try
        {
            // One object may serve as several kinds: OpenAI's chat service is a text generation service too.
            var forms = _wrapped.GetOrCreateValue(service);
            lock (forms)
            {
                if (!forms.TryGetValue(serviceType, out var wrapped))
                {
                    wrapped = ServiceKinds.Wrap(serviceType, service, observability, ownsInner: false);
                    forms.Add(serviceType, wrapped);
                }

                return wrapped;
            }
        }
        catch (Exception exception)
        {
            Fault.Report(observability, exception);
            return service;
        }
    }
}
