#pragma warning disable MEAI001 // Image and speech clients are experimental in Microsoft.Extensions.AI.
using Microsoft.Extensions.AI;
using Observability.Model;
using Observability.Testing;
using Observability.Testing.OpenAI;
using Observability.Tests.Capture.Chat;

namespace Observability.Tests.Capture.Modalities;

public sealed class ModalityTests
{
    [Fact]
    public async Task Embeddings_OfTwoTexts_AreOneObservationWithUsage()
    {
        await using var test = await ChatCase.StartAsync();
        using var generator = test.OpenAI.GetEmbeddingClient("text-embedding-3-small").AsIEmbeddingGenerator()
            .AsBuilder().UseLlmObservability(test.Observability.Instance).UseLlmObservability(test.Observability.Instance).Build();

        await generator.GenerateAsync(["one", "two"]);

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal(["embedding"], TraceTree.Draw(observations));
        Assert.Equal("embeddings text-embedding-3-small", observations[0].Name);
        Assert.Equal("openai", observations[0].Provider);
        Assert.Equal(8, observations[0].Usage!.Input);
        Assert.Equal("""["one","two"]""", observations[0].Input!.ToString());
        Assert.Equal("""{"count":2,"dimensions":3}""", observations[0].Output!.ToString());
    }

    [Fact]
    public async Task Image_Generated_IsKeptAsMedia()
    {
        await using var test = await ChatCase.StartAsync();
        using var generator = test.OpenAI.GetImageClient("gpt-image-1").AsIImageGenerator()
            .AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        await generator.GenerateAsync(new ImageGenerationRequest("A red dot."), new ImageGenerationOptions { Count = 1, ResponseFormat = ImageGenerationResponseFormat.Data });

        var image = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal(ObservationKind.Generation, image.Kind);
        Assert.Equal("""[{"role":"user","content":"A red dot."}]""", image.Input!.ToString());
        Assert.Contains(MediaId.Of(StubMedia.Png).Value, image.Output!.ToString(), StringComparison.Ordinal);
        Assert.Equal(9, image.Usage!.Input);
        Assert.Equal(272, image.Usage.Output);
    }

    [Fact]
    public async Task Speech_Transcribed_HasItsTextAndSize()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.OpenAI.GetAudioClient("whisper-1").AsISpeechToTextClient()
            .AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
        using var audio = new MemoryStream([1, 2, 3]);

        await client.GetTextAsync(audio);

        var transcription = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal("transcribe whisper-1", transcription.Name);
        Assert.Equal("""{"role":"assistant","content":"hello from audio"}""", transcription.Output!.ToString());
        Assert.Equal(3, transcription.Metadata!.ToElement().GetProperty("audio_bytes").GetInt64());
    }

    [Fact]
    public async Task Speech_Synthesised_IsKeptAsMedia()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.OpenAI.GetAudioClient("tts-1").AsITextToSpeechClient()
            .AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        await client.GetAudioAsync("Hello");

        var speech = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal("\"Hello\"", speech.Input!.ToString());
        Assert.Contains("@@@langfuseMedia:type=audio/", speech.Output!.ToString(), StringComparison.Ordinal);
    }
}
