using System.Text.Json;
using Observability.Model;

namespace Observability.Capture;

/// <summary>Takes a picture of a user's object on the caller's thread, because it may change afterwards.</summary>
internal static class CapturedValue
{
    /// <summary>Returns immutable values as they are and everything else as a bounded JSON <see cref="Payload"/>. Never throws.</summary>
    public static object? Snapshot(object? value, LlmObservabilityOptions options)
    {
        _ = options;
        switch (value)
        {
            case null or string or Payload or ICapturedPayload or bool or int or long or double or decimal:
                return value;
            default:
                try
                {
                    return Payload.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), JsonDefaults.Options));
                }
                catch (Exception exception)
                {
                    return $"[not serialisable: {value.GetType()}: {exception.Message}]";
                }
        }
    }
}
