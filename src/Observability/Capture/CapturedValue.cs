using Observability.Model;
using Observability.Pipeline;

namespace Observability.Capture;

/// <summary>Takes a picture of a user's object on the caller's thread, because it may change afterwards.</summary>
internal static class CapturedValue
{
    /// <summary>Returns immutable values as they are and everything else as a bounded JSON <see cref="Payload"/>. Never throws.</summary>
    public static object? Snapshot(object? value, LlmObservabilityOptions options) => value switch
    {
        null or Payload or ICapturedPayload or bool or int or long or double or decimal => value,
        string text => text.Length <= options.MaxTextLength ? text : TextRedactor.Shorten(text, DataUri.MayContain(text) ? KeptWithMedia(options) : options.MaxTextLength),
        _ => ValueSnapshot.Take(value, PayloadLimits.Of(options), options.Classified),
    };

    // Media is lifted out before the text is cut.
    private static int KeptWithMedia(LlmObservabilityOptions options) => (int)Math.Min(int.MaxValue / 2, (options.MaxMediaBytes * 4L / 3) + options.MaxTextLength);
}
