using Microsoft.Extensions.DependencyInjection;

namespace Observability.SemanticKernel.Registration;

/// <summary>Finds the instance that a kernel reports to: the host's, or the one shared by the process.</summary>
internal sealed class ObservabilityAccessor
{
    private Action<LlmObservabilityOptions>? _configure;

    /// <summary>Adds to the configuration; it counts only where no host brings its own instance.</summary>
    public void Configure(Action<LlmObservabilityOptions>? configure) => _configure += configure;

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of its range.</exception>
    public LlmObservability Get(IServiceProvider services)
    {
        if (services.GetService<LlmObservability>() is { } hosted)
        {
            return hosted;
        }

        if (_configure is null)
        {
            return LlmObservability.Default;
        }

        var options = new LlmObservabilityOptions();
        _configure(options);
        return LlmObservability.GetOrCreate(options);
    }
}
