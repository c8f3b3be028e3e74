using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Registration;

/// <summary>Replaces the registrations of model services by ones that wrap what they made before.</summary>
/// <remarks>Key, lifetime and order stay. What the container disposed before it still disposes, through the wrapper.</remarks>
internal static class ServiceDecoration
{
    public static void Apply(IServiceCollection services, ObservabilityAccessor accessor)
    {
        var hasSelector = false;
        for (var i = 0; i < services.Count; i++)
        {
            var descriptor = services[i];
            var isSelector = descriptor.ServiceType == typeof(IAIServiceSelector) && !descriptor.IsKeyedService;
            hasSelector |= isSelector;
            if ((isSelector || ServiceKinds.IsObserved(descriptor.ServiceType)) && !IsOurs(descriptor))
            {
                services[i] = Decorate(descriptor, accessor);
            }
        }

        if (!hasSelector)
        {
            services.Add(Decorate(ServiceDescriptor.Singleton(DefaultSelector.Instance), accessor));
        }
    }

    /// <summary>Whether a registration is one that <see cref="Apply"/> made.</summary>
    public static bool IsOurs(ServiceDescriptor descriptor) =>
        (descriptor.IsKeyedService ? (object?)descriptor.KeyedImplementationFactory?.Target : descriptor.ImplementationFactory?.Target) is Wrapper;

    private static ServiceDescriptor Decorate(ServiceDescriptor descriptor, ObservabilityAccessor accessor)
    {
        var wrapper = new Wrapper(descriptor, accessor);
        return descriptor.IsKeyedService
            ? new ServiceDescriptor(descriptor.ServiceType, descriptor.ServiceKey, wrapper.CreateKeyed, descriptor.Lifetime)
            : new ServiceDescriptor(descriptor.ServiceType, wrapper.Create, descriptor.Lifetime);
    }

    private sealed class Wrapper(ServiceDescriptor inner, ObservabilityAccessor accessor)
    {
        public object Create(IServiceProvider services)
        {
            var instance = inner.ImplementationInstance;
            var service = instance ?? inner.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, inner.ImplementationType!);
            return Wrap(services, service, ownsInner: instance is null);
        }

        public object CreateKeyed(IServiceProvider services, object? key)
        {
            var instance = inner.KeyedImplementationInstance;
            var service = instance ?? inner.KeyedImplementationFactory?.Invoke(services, key) ?? ActivatorUtilities.CreateInstance(services, inner.KeyedImplementationType!);
            return Wrap(services, service, ownsInner: instance is null);
        }

        private object Wrap(IServiceProvider services, object service, bool ownsInner)
        {
            var observability = accessor.Get(services);
            return service is IAIServiceSelector selector
                ? new ObservingServiceSelector(selector, new ServiceWrapping(observability))
                : ServiceKinds.Wrap(inner.ServiceType, service, observability, ownsInner);
        }
    }
}
