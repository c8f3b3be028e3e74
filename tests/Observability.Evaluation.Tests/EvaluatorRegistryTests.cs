using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Microsoft.Extensions.DependencyInjection;
using Observability.Evaluation.Deterministic;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests;

public sealed class EvaluatorRegistryTests
{
    [Fact]
    public async Task AddEvaluator_OfEveryKind_IsFoundByName()
    {
        var services = new ServiceCollection();
        services.AddSingleton("needed");
        services.AddLlmObservability(o => o.UseInMemoryStore())
            .AddEvaluator<WordCountEvaluator>()
            .AddEvaluator<InjectedTraceEvaluator>()
            .AddEvaluator(new YesNoJudge(), options => (options.Name, options.Version) = ("fluent", "7"))
            .AddEvaluator("same", (_, output, expected) => output == expected)
            .AddEvaluator("async", (subject, _) => ValueTask.FromResult<ScoreValue>(subject.OutputText.Length));
        await using var provider = services.BuildServiceProvider();

        var registry = provider.GetRequiredService<EvaluatorRegistry>();

        Assert.Equal(["word-count", "injected", "fluent", "same", "async"], registry.All.Select(e => e.Name));
        Assert.Equal("7", registry.Get("fluent").Version);
        Assert.Equal(["Words", "Asked"], registry.Get("word-count").MetricNames);
        Assert.Equal("needed", Assert.Single(await registry.Get("injected").EvaluateAsync(EvaluationSubject.OfText("", ""))).Value?.Text);
        Assert.False(registry.TryGet("other", out _));
    }

    [Fact]
    public async Task AddEvaluator_WithOptionalArguments_TakesServicesForTheOthers()
    {
        var services = new ServiceCollection();
        services.AddEmbeddingGenerator(new OneWayEmbedding());
        services.AddLlmObservability(o => o.UseInMemoryStore()).AddEvaluator<EmbeddingSimilarityEvaluator>().AddEvaluator<ExactMatchEvaluator>();
        await using var provider = services.BuildServiceProvider();

        var score = Assert.Single(await provider.GetRequiredService<EvaluatorRegistry>().Get("embedding-similarity").EvaluateAsync(EvaluationSubject.OfText("q", "a", "b")));

        Assert.Equal(1, score.Value);
    }

    [Fact]
    public async Task AddJudges_RegistersEachByItsName()
    {
        var services = new ServiceCollection();
        services.AddLlmObservability(o => o.UseInMemoryStore()).AddJudges();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(
            ["correctness", "helpfulness", "relevance", "coherence", "conciseness", "completeness", "groundedness", "context-relevance", "faithfulness", "answer-relevance", "toxicity", "tone",
                "task-adherence", "intent-resolution", "tool-call-accuracy", "preference"],
            provider.GetRequiredService<EvaluatorRegistry>().All.Select(evaluator => evaluator.Name));
    }

    [Fact]
    public void Get_OfAnUnknownName_ListsTheKnownOnes()
    {
        var registry = new EvaluatorRegistry(Evaluator.From("one", (_, _, _) => true), Evaluator.From("two", (_, _, _) => true));

        var thrown = Assert.Throws<KeyNotFoundException>(() => registry.Get("three"));

        Assert.Contains("one, two", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_WithTwoOfOneName_SaysSo() =>
        Assert.Throws<ArgumentException>(() => new EvaluatorRegistry(Evaluator.From("one", (_, _, _) => true), Evaluator.From("one", (_, _, _) => false)));

    [Fact]
    public void AddEvaluator_OfATypeThatIsNone_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLlmObservability().AddEvaluator<string>());

    [Fact]
    public async Task UseJudge_GivesEveryEvaluatorTheModelAndItsCallsTheirOwnEnvironment()
    {
        var services = new ServiceCollection();
        services.AddLlmObservability(o => o.UseInMemoryStore())
            .AddEvaluator<YesNoJudge>()
            .UseJudge(new ScriptedJudge("no"))
            .UseJudge(_ => new ScriptedJudge("yes"));
        await using var provider = services.BuildServiceProvider();

        var score = Assert.Single(await provider.GetRequiredService<EvaluatorRegistry>().Get("yes-no-judge").EvaluateAsync(EvaluationSubject.OfText("q", "a")));

        Assert.Equal(true, score.Value);
        await provider.GetRequiredService<LlmObservability>().FlushAsync();
        var trace = await provider.GetRequiredService<LlmObservability>().Store.GetTraceAsync(ProjectId.Default, score.Judge!.TraceId!.Value);
        Assert.All(trace!.Observations, o => Assert.Equal(Evaluator.JudgeEnvironment, o.Environment));
    }

    private sealed class OneWayEmbedding : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(new float[] { 1, 1 }))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class InjectedTraceEvaluator(string service) : ITraceEvaluator
    {
        public string Name => "injected";

        public string Version => "1";

        public IReadOnlyCollection<string> MetricNames => ["injected"];

        public ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration = null, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<EvaluatorScore>>([EvaluatorScore.Of("injected", service)]);
    }
}
