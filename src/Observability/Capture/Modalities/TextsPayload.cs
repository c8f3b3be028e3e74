using Observability.Pipeline;

namespace Observability.Capture.Modalities;

/// <summary>Texts, written as a JSON array.</summary>
internal sealed class TextsPayload(string[] texts) : ICapturedPayload
{
    /// <inheritdoc/>
    public long EstimatedBytes { get; } = texts.Sum(text => 24 + (2L * (text?.Length ?? 0)));

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        writer.StartArray();
        foreach (var text in texts)
        {
            writer.Text(text);
        }

        writer.EndArray();
    }
}
