using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Registration;

/// <summary>The services of an existing kernel with every model service observed.</summary>
internal class ObservingServiceProvider(IServiceProvider inner, ServiceWrapping wrapping) : IServiceProvider
{
    private ObservingServiceSelector? _selector;

    protected IServiceProvider Inner { get; } = inner;

    public static ObservingServiceProvider Of(IServiceProvider inner, LlmObservability observability)
    {
        var wrapping = new ServiceWrapping(observability);
        return inner is IKeyedServiceProvider ? new KeyedObservingServiceProvider(inner, wrapping) : new ObservingServiceProvider(inner, wrapping);
    }

    public object? GetService(Type serviceType) => serviceType == typeof(IAIServiceSelector)
        ? _selector ??= new ObservingServiceSelector(Inner.GetService<IAIServiceSelector>() ?? DefaultSelector.Instance, wrapping)
        : Observe(serviceType, Inner.GetService(serviceType));

    protected object? Observe(Type serviceType, object? service)
    {
        if (service is null)
        {
            return null;
        }

        if (serviceType.IsGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>) && ServiceKinds.IsObserved(serviceType.GenericTypeArguments[0]))
        {
            var element = serviceType.GenericTypeArguments[0];
            var services = ((System.Collections.IEnumerable)service).Cast<object>().Select(one => wrapping.Wrap(element, one)).ToArray();
            var observed = Array.CreateInstance(element, services.Length);
            services.CopyTo(observed, 0);
            return observed;
        }

        return wrapping.Wrap(serviceType, service);
    }

    private sealed class KeyedObservingServiceProvider(IServiceProvider inner, ServiceWrapping wrapping)
        : ObservingServiceProvider(inner, wrapping), IKeyedServiceProvider
    {
        public object? GetKeyedService(Type serviceType, object? serviceKey) =>
            Observe(serviceType, ((IKeyedServiceProvider)Inner).GetKeyedService(serviceType, serviceKey));

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
            Observe(serviceType, ((IKeyedServiceProvider)Inner).GetRequiredKeyedService(serviceType, serviceKey))!;
    }
}
