using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Modalities;

/// <summary>Observes the calls of an image generator.</summary>
internal sealed class LlmObservabilityImageGenerator : DelegatingImageGenerator
{
    private readonly Tracer _tracer;
    private readonly ImageGeneratorMetadata? _metadata;

    private LlmObservabilityImageGenerator(IImageGenerator innerGenerator, Tracer tracer)
        : base(innerGenerator)
    {
        _tracer = tracer;
        _metadata = innerGenerator.GetService<ImageGeneratorMetadata>();
    }

    /// <summary>Wraps a generator; returns it unchanged when capture is off or it is observed already.</summary>
    public static IImageGenerator Wrap(IImageGenerator inner, LlmObservability observability) =>
        !observability.Options.Enabled || inner.GetService<LlmObservabilityImageGenerator>() is not null
            ? inner
            : new LlmObservabilityImageGenerator(inner, observability.Tracer);

    public override Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scope = ModelCall.Start(_tracer, ObservationKind.Generation, "image", options?.ModelId ?? _metadata?.DefaultModelId, _metadata?.ProviderName);
        ModelCall.Try(scope, (request, options), static (scope, call) =>
        {
            ModelCall.SetInput(scope, [new TextContent(call.request.Prompt), .. call.request.OriginalImages ?? []]);
            if (call.options is { } options)
            {
                scope.SetParameters(new Dictionary<string, object?> { ["n"] = options.Count ?? 1, ["size"] = options.ImageSize is { } size ? $"{size.Width}x{size.Height}" : null });
            }
        });
        return ModelCall.RunAsync(scope, () => InnerGenerator.GenerateAsync(request, options, cancellationToken), static (scope, response) =>
        {
            ModelCall.SetUsage(scope, response.Usage, response.RawRepresentation);
            ModelCall.SetOutput(scope, response.Contents);
        });
    }
}
