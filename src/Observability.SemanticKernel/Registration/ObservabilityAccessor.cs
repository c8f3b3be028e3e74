using Microsoft.Extensions.DependencyInjection;

namespace Observability.SemanticKernel.Registration;

/// <summary>Finds the instance that a kernel reports to: the host's, or the one shared by the process.</summary>
internal sealed class ObservabilityAccessor(Action<LlmObservabilityOptions>? configure)
{
    public LlmObservability Get(IServiceProvider services)
    {
        if (services.GetService<LlmObservability>() is { } hosted)
        {
            return hosted;
        }

        if (configure is null)
        {
            return LlmObservability.Default;
        }

        var options = new LlmObservabilityOptions();
        configure(options);
        return LlmObservability.GetOrCreate(options);
    }
}
