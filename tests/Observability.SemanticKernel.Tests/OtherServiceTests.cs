using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextGeneration;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;
using Observability.Model;
using Observability.Testing.OpenAI;

namespace Observability.SemanticKernel.Tests;

public sealed class OtherServiceTests
{
    [Fact]
    public async Task EmbeddingGenerator_IsAnEmbeddingWithUsage()
    {
        await using var harness = await KernelHarness.StartAsync((builder, endpoint) => builder.AddOpenAIEmbeddingGenerator("text-embedding-3-small", Client(endpoint)));

        await harness.Kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["one", "two"]);

        var embedding = Assert.Single(await harness.ObservationsAsync());
        Assert.Equal((ObservationKind.Embedding, 8L), (embedding.Kind, embedding.Usage?.Input));
    }

    [Fact]
    public async Task TextGeneration_PlainAndStreaming_AreGenerations()
    {
        await using var harness = await KernelHarness.StartAsync();
        var service = harness.Kernel.GetRequiredService<ITextGenerationService>();

        await service.GetTextContentAsync("hello");
        await foreach (var _ in service.GetStreamingTextContentsAsync("hello"))
        {
        }

        Assert.Equal(["gen", "gen"], await harness.TreesAsync());
        // 30: the connector puts a system message of its own before the prompt.
        Assert.All(await harness.ObservationsAsync(), o => Assert.Equal(
            (30L, "\"Hello there, how are you?\"", "\"hello\""), (o.Usage?.Input, o.Output?.ToString(), o.Input?.ToString())));
    }

    [Fact]
    public async Task ImageSpeechAndTranscription_AreGenerationsWithMediaBesideThem()
    {
        await using var harness = await KernelHarness.StartAsync((builder, _) =>
        {
            builder.Services.AddSingleton<ITextToImageService>(new CannedMediaService());
            builder.Services.AddKeyedSingleton<ITextToAudioService>("voice", new CannedMediaService());
            builder.Services.AddTransient<IAudioToTextService, CannedMediaService>();
        });

        await harness.Kernel.GetRequiredService<ITextToImageService>().GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("a dot"));
        await harness.Kernel.GetRequiredService<ITextToAudioService>("voice").GetAudioContentsAsync("hello");
        await harness.Kernel.GetRequiredService<IAudioToTextService>().GetTextContentsAsync(new AudioContent("ID3"u8.ToArray(), "audio/mpeg"));

        var all = await harness.ObservationsAsync();
        Assert.Equal(["generate_image canned", "speech canned", "transcription canned"], all.Select(o => o.Name));
        Assert.Contains(MediaId.Of(StubMedia.Png).Value, all[0].Output!.ToString(), StringComparison.Ordinal);
        Assert.Contains(MediaId.Of("ID3"u8).Value, all[1].Output!.ToString(), StringComparison.Ordinal);
        Assert.Contains(MediaId.Of("ID3"u8).Value, all[2].Input!.ToString(), StringComparison.Ordinal);
        Assert.Equal("\"heard\"", all[2].Output!.ToString());
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task Decoration_KeepsLifetimeKeyAndDisposal(ServiceLifetime lifetime)
    {
        IServiceCollection services = new ServiceCollection();
        var given = new CannedMediaService();
        services.AddSingleton<ITextToImageService>(given);
        services.Add(new ServiceDescriptor(typeof(ITextToAudioService), "voice", typeof(CannedMediaService), lifetime));
        services.AddSingleton(new LlmObservability(new LlmObservabilityOptions(), new Testing.CollectingTraceWriter()));
        services.AddKernel().UseLlmObservability();

        CannedMediaService created;
        await using (var provider = services.BuildServiceProvider())
        {
            await using var scope = provider.CreateAsyncScope();
            var first = scope.ServiceProvider.GetRequiredKeyedService<ITextToAudioService>("voice");
            var second = scope.ServiceProvider.GetRequiredKeyedService<ITextToAudioService>("voice");
            Assert.Equal(lifetime != ServiceLifetime.Transient, ReferenceEquals(first, second));
            Assert.NotSame(given, scope.ServiceProvider.GetRequiredService<ITextToImageService>());
            created = (CannedMediaService)first.Attributes["self"]!;
        }

        Assert.Equal(1, created.Disposals);
        Assert.Equal(0, given.Disposals);
    }

    private static OpenAI.OpenAIClient Client(Uri endpoint) => new(new System.ClientModel.ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = endpoint });

    private sealed class CannedMediaService : ITextToImageService, ITextToAudioService, IAudioToTextService, IDisposable
    {
        public IReadOnlyDictionary<string, object?> Attributes => new Dictionary<string, object?> { ["ModelId"] = "canned", ["self"] = this };

        public int Disposals { get; private set; }

        public Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(Microsoft.SemanticKernel.TextContent input, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ImageContent>>([new ImageContent(StubMedia.Png, "image/png")]);

        public Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(string text, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<AudioContent>>([new AudioContent("ID3"u8.ToArray(), "audio/mpeg")]);

        public Task<IReadOnlyList<Microsoft.SemanticKernel.TextContent>> GetTextContentsAsync(AudioContent content, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<Microsoft.SemanticKernel.TextContent>>([new Microsoft.SemanticKernel.TextContent("heard")]);

        public void Dispose() => Disposals++;
    }
}
