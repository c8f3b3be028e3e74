using Microsoft.SemanticKernel;
using Observability.SemanticKernel.Filters;
using Observability.SemanticKernel.Registration;

#pragma warning disable IDE0130
namespace Observability;

/// <summary>Adds LLM observability to a kernel that exists already.</summary>
public static class LlmObservabilityKernelExtensions
{
    /// <summary>
    /// Returns a kernel like this one whose functions, prompts, tools and model services are observed, however and whenever they were
    /// registered. Use the returned kernel: the given one stays as it is.
    /// </summary>
    /// <remarks>It shares plugins and services with the given kernel and copies its filters, data and culture. Called on its own result it returns it unchanged.</remarks>
    public static Kernel UseLlmObservability(this Kernel kernel, Action<LlmObservabilityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (kernel.Services is ObservingServiceProvider)
        {
            return kernel;
        }

        var accessor = new ObservabilityAccessor();
        accessor.Configure(configure);
        var observability = accessor.Get(kernel.Services);
        var observed = new Kernel(ObservingServiceProvider.Of(kernel.Services, observability), kernel.Plugins) { Culture = kernel.Culture };
        Copy(kernel.FunctionInvocationFilters, observed.FunctionInvocationFilters, new ObservingFunctionFilter(observability));
        Copy(kernel.PromptRenderFilters, observed.PromptRenderFilters, new ObservingPromptRenderFilter(observability));
        Copy(kernel.AutoFunctionInvocationFilters, observed.AutoFunctionInvocationFilters, new ObservingAutoFunctionFilter(observability));
        foreach (var (key, value) in kernel.Data)
        {
            observed.Data[key] = value;
        }

        return observed;
    }

    private static void Copy<TFilter>(IList<TFilter> from, IList<TFilter> to, TFilter ours)
        where TFilter : class
    {
        // The new kernel has taken the registered filters from its services again; what was added to the kernel by hand is only in the old one.
        to.Clear();
        to.Add(ours);
        foreach (var filter in from)
        {
            if (filter.GetType() != ours.GetType())
            {
                to.Add(filter);
            }
        }
    }
}
