using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Observability.Benchmarks.SemanticKernel;

/// <summary>What observing adds to a function and to a prompt function, against Semantic Kernel's own OpenTelemetry diagnostics with content.</summary>
/// <remarks>The model answers at once and the exporters discard, so that only the cost of observing is left. Allocations include the pipeline's own thread.</remarks>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class SemanticKernelBenchmarks
{
    private const string Function = nameof(Function);
    private const string Prompt = nameof(Prompt);

    private readonly KernelArguments _arguments = new() { ["city"] = "Paris" };
    private Kernel _kernel = null!;
    private KernelFunction _function = null!;
    private KernelFunction _prompt = null!;
    private LlmObservability? _observability;
    private TracerProvider? _provider;

    [GlobalSetup(Targets = [nameof(FunctionBare), nameof(PromptBare)])]
    public void SetUpBare() => SetUp(observed: false);

    [GlobalSetup(Targets = [nameof(FunctionOpenTelemetry), nameof(PromptOpenTelemetry)])]
    public void SetUpOpenTelemetry()
    {
        AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", true);
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource("Microsoft.SemanticKernel*")
            .AddProcessor(new BatchActivityExportProcessor(new DiscardingExporter()))
            .Build();
        SetUp(observed: false);
    }

    [GlobalSetup(Targets = [nameof(FunctionObserved), nameof(PromptObserved)])]
    public void SetUpObserved() => SetUp(observed: true);

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _provider?.Dispose();
        if (_observability is not null)
        {
            await _observability.DisposeAsync();
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory(Function)]
    public Task<FunctionResult> FunctionBare() => _function.InvokeAsync(_kernel, _arguments);

    [Benchmark, BenchmarkCategory(Function)]
    public Task<FunctionResult> FunctionOpenTelemetry() => _function.InvokeAsync(_kernel, _arguments);

    [Benchmark, BenchmarkCategory(Function)]
    public Task<FunctionResult> FunctionObserved() => _function.InvokeAsync(_kernel, _arguments);

    [Benchmark(Baseline = true), BenchmarkCategory(Prompt)]
    public Task<FunctionResult> PromptBare() => _prompt.InvokeAsync(_kernel, _arguments);

    [Benchmark, BenchmarkCategory(Prompt)]
    public Task<FunctionResult> PromptOpenTelemetry() => _prompt.InvokeAsync(_kernel, _arguments);

    [Benchmark, BenchmarkCategory(Prompt)]
    public Task<FunctionResult> PromptObserved() => _prompt.InvokeAsync(_kernel, _arguments);

    /// <summary>Waits until what was observed so far has left the queue.</summary>
    public Task FlushAsync() => _observability?.FlushAsync() ?? Task.CompletedTask;

    private void SetUp(bool observed)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(new InstantChatService());
        if (observed)
        {
            _observability = new LlmObservability(new LlmObservabilityOptions(), new DiscardingTraceWriter());
            builder.Services.AddSingleton(_observability);
            builder.UseLlmObservability();
        }

        _kernel = builder.Build();
        _function = KernelFunctionFactory.CreateFromMethod((string city) => "mild", "get");
        _prompt = KernelFunctionFactory.CreateFromPrompt("How is the weather in {{$city}}?", functionName: "ask");
    }
}
