using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Registration;

/// <summary>Says once which model services were registered too late to be observed when they are called directly.</summary>
/// <remarks>Prompt functions see them all the same, through the selector.</remarks>
internal sealed partial class LateRegistrations(IServiceCollection services)
{
    private int _checked;

    /// <summary>Called when the first kernel is made: then the registrations are complete.</summary>
    public void WarnOnce(IServiceProvider provider)
    {
        if (Interlocked.Exchange(ref _checked, 1) != 0)
        {
            return;
        }

        var late = services
            .Where(service => (ServiceKinds.IsObserved(service.ServiceType) || service.ServiceType == typeof(IAIServiceSelector)) && !ServiceDecoration.IsOurs(service))
            .Select(service => service.ServiceKey is null ? service.ServiceType.Name : $"{service.ServiceType.Name} \"{service.ServiceKey}\"")
            .ToList();
        if (late.Count > 0)
        {
            var logger = provider.GetService<ILoggerFactory>()?.CreateLogger<LlmObservability>() ?? NullLogger<LlmObservability>.Instance;
            RegisteredLate(logger, string.Join(", ", late));
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "Registered after UseLlmObservability() and therefore not observed when called directly: {Services}. Call UseLlmObservability() last, or use the kernel that kernel.UseLlmObservability() returns.")]
    private static partial void RegisteredLate(ILogger logger, string services);
}
