using Observability.Model;
using Observability.Pipeline;

namespace Observability.Capture.Streams;

/// <summary>Captured values, written as a JSON array.</summary>
internal sealed class ItemsPayload(IReadOnlyList<object?> items) : ICapturedPayload
{
    /// <inheritdoc/>
    public long EstimatedBytes { get; } = items.Sum(item => item switch
    {
        string text => 32 + (2L * text.Length),
        Payload payload => 32 + payload.Length,
        ICapturedPayload captured => captured.EstimatedBytes,
        _ => 32,
    });

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        writer.StartArray();
        foreach (var item in items)
        {
            writer.Value(item);
        }

        writer.EndArray();
    }
}
