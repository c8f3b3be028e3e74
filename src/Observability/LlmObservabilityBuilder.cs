using Microsoft.Extensions.DependencyInjection;
using Observability.Storage;

namespace Observability;

/// <summary>What <c>services.AddLlmObservability()</c> returns: everything else hangs off it.</summary>
public sealed class LlmObservabilityBuilder
{
    internal LlmObservabilityBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the options after configuration was bound.</summary>
    public LlmObservabilityBuilder Configure(Action<LlmObservabilityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>Changes the options with a service of the application at hand.</summary>
    public LlmObservabilityBuilder Configure<TService>(Action<LlmObservabilityOptions, TService> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddOptions<LlmObservabilityOptions>().Configure(configure);
        return this;
    }

    /// <summary>Stores in what <paramref name="open"/> returns in place of the embedded store.</summary>
    /// <param name="open">Called once, on a background thread; what it throws is logged and it is called again later, with backoff.</param>
    public LlmObservabilityBuilder UseStore(Func<IServiceProvider, ITraceStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Configure<IServiceProvider>((options, services) => options.UseStore(() => open(services)));
    }
}
