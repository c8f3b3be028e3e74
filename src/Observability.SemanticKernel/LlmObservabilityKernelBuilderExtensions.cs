using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Observability.SemanticKernel.Filters;
using Observability.SemanticKernel.Registration;

// In the product's root namespace: one `using Observability;` brings every UseLlmObservability().
#pragma warning disable IDE0130
namespace Observability;

/// <summary>Adds LLM observability to Semantic Kernel.</summary>
public static class LlmObservabilityKernelBuilderExtensions
{
    /// <summary>Captures what kernels made from this builder do: functions, rendered prompts, tool calls and every model call.</summary>
    /// <remarks>
    /// May be called first or last, and again. With <c>services.AddKernel()</c> in a host that called <c>AddLlmObservability()</c> it reports
    /// to the host's instance and <paramref name="configure"/> is not used; else to one shared by the process. Model services registered
    /// after it are observed when prompt functions use them but not when they are called directly; a warning in the log names them.
    /// An observed service resolved from the kernel is a wrapper: do not cast it to the connector's class.
    /// </remarks>
    /// <example><code>var kernel = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", key).UseLlmObservability().Build();</code></example>
    public static IKernelBuilder UseLlmObservability(this IKernelBuilder builder, Action<LlmObservabilityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.FirstOrDefault(service => service.ServiceType == typeof(ObservabilityAccessor))?.ImplementationInstance is not ObservabilityAccessor accessor)
        {
            accessor = new ObservabilityAccessor();
            services.AddSingleton(accessor);
            AddFilters(services, accessor);
        }

        accessor.Configure(configure);
        ServiceDecoration.Apply(services, accessor);
        return builder;
    }

    private static void AddFilters(IServiceCollection services, ObservabilityAccessor accessor)
    {
        var late = new LateRegistrations(services);

        // Filters run in the order of registration: the first one sees what all the others did.
        services.Insert(0, ServiceDescriptor.Singleton<IFunctionInvocationFilter>(provider =>
        {
            late.WarnOnce(provider);
            return new ObservingFunctionFilter(accessor.Get(provider));
        }));
        services.Insert(1, ServiceDescriptor.Singleton<IPromptRenderFilter>(provider => new ObservingPromptRenderFilter(accessor.Get(provider))));
        services.Insert(2, ServiceDescriptor.Singleton<IAutoFunctionInvocationFilter>(provider => new ObservingAutoFunctionFilter(accessor.Get(provider))));
    }
}
