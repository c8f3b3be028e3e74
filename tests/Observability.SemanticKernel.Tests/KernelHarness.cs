using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Testing;
using Observability.Testing.OpenAI;

namespace Observability.SemanticKernel.Tests;

/// <summary>A kernel on the real OpenAI connector against the stub, observed by a real pipeline that ends in memory.</summary>
internal sealed class KernelHarness : IAsyncDisposable
{
    public const string Model = "gpt-4o-mini";

    private readonly TestObservability _observability;

    private KernelHarness(StubOpenAIServer server, TestObservability observability, Kernel kernel)
    {
        Server = server;
        _observability = observability;
        Kernel = kernel;
    }

    public Kernel Kernel { get; }

    public StubOpenAIServer Server { get; }

    public LlmObservability Observability => _observability.Instance;

    /// <summary>Settings under which the connector calls tools by itself.</summary>
    public static PromptExecutionSettings AutoTools(bool concurrent = false) => new()
    {
        FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(options: new() { AllowConcurrentInvocation = concurrent }),
    };

    public static async Task<KernelHarness> StartAsync(
        Action<IKernelBuilder, Uri>? register = null,
        bool useFirst = false,
        Action<LlmObservabilityOptions>? configure = null,
        CancellationToken cancellationToken = default)
    {
        _ = cancellationToken;
        var server = await StubOpenAIServer.StartAsync();
        var observability = new TestObservability(configure);
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(observability.Instance);
        if (useFirst)
        {
            builder.UseLlmObservability();
        }

        if (register is null)
        {
            builder.AddOpenAIChatCompletion(Model, server.Endpoint, "key");
        }
        else
        {
            register(builder, server.Endpoint);
        }

        builder.Plugins.AddFromType<WeatherPlugin>("Weather");
        if (!useFirst)
        {
            builder.UseLlmObservability();
        }

        return new KernelHarness(server, observability, builder.Build());
    }

    public Task<IReadOnlyList<ObservationRecord>> ObservationsAsync() => _observability.ObservationsAsync();

    /// <summary>The only trace, drawn.</summary>
    public async Task<string> TreeAsync() => Assert.Single(await _observability.TreesAsync());

    public Task<IReadOnlyList<string>> TreesAsync() => _observability.TreesAsync();

    /// <summary>The sum of the generations' input tokens.</summary>
    public async Task<long> InputTokensAsync() =>
        (await ObservationsAsync()).Where(o => o.Kind == ObservationKind.Generation).Sum(o => o.Usage?.Input ?? 0);

    public async ValueTask DisposeAsync()
    {
        await _observability.DisposeAsync();
        await Server.DisposeAsync();
    }
}
