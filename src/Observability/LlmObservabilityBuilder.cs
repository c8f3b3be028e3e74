using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Observability.Pipeline;
using Observability.Prompts;
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

    /// <summary>Adds an enricher, made with the application's services.</summary>
    public LlmObservabilityBuilder AddEnricher<TEnricher>()
        where TEnricher : class, IEnricher =>
        Configure<IServiceProvider>((options, services) => options.Enrich(ActivatorUtilities.GetServiceOrCreateInstance<TEnricher>(services)));

    /// <summary>Adds a filter, made with the application's services.</summary>
    public LlmObservabilityBuilder AddFilter<TFilter>()
        where TFilter : class, IObservationFilter =>
        Configure<IServiceProvider>((options, services) => options.Filter(ActivatorUtilities.GetServiceOrCreateInstance<TFilter>(services)));

    /// <summary>Adds a redactor: every text that leaves goes through it; see <see cref="LlmObservabilityOptions.Redact"/>.</summary>
    public LlmObservabilityBuilder AddRedactor(Func<string, string> redact) => Configure(options => options.Redact(redact));

    /// <summary>Configures redaction by data classification: of annotated properties, and of all content when <paramref name="content"/> names its classification.</summary>
    /// <example><code>builder.AddRedaction(r => r.SetRedactor&lt;ErasingRedactor&gt;(Taxonomy.Private), content: Taxonomy.Private);</code></example>
    public LlmObservabilityBuilder AddRedaction(Action<IRedactionBuilder> configure, DataClassification? content = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.AddRedaction(configure);
        return content is { } classification ? Configure(options => options.RedactContent(classification)) : this;
    }

    /// <summary>Checks at start that the prompt whose variables a type holds is there and that the type has every variable; see <see cref="PromptRegistryExtensions.GetAsync{T}"/>.</summary>
    /// <typeparam name="T">The type, marked with <see cref="PromptAttribute"/>.</typeparam>
    public LlmObservabilityBuilder AddPrompt<T>()
        where T : notnull
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TypedPromptCheck<T>>());
        return this;
    }

    /// <summary>Stores in memory, bounded, for tests and trials.</summary>
    public LlmObservabilityBuilder UseInMemoryStore() => Configure(options => options.UseInMemoryStore());

    /// <summary>Stores in what <paramref name="open"/> returns in place of the embedded store.</summary>
    /// <param name="open">Called once, on a background thread; what it throws is logged and it is called again later, with backoff.</param>
    public LlmObservabilityBuilder UseStore(Func<IServiceProvider, ITraceStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Configure<IServiceProvider>((options, services) => options.UseStore(() => open(services)));
    }
}
