using Microsoft.Extensions.Compliance.Redaction;

namespace Observability.Pipeline;

/// <summary>Replaces everything by a marker: what classified content becomes when no redactor is configured for it.</summary>
internal sealed class MarkingRedactor : Redactor
{
    public static MarkingRedactor Instance { get; } = new();

    public override int GetRedactedLength(ReadOnlySpan<char> input) => TextRedactor.RedactedMarker.Length;

    public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
    {
        TextRedactor.RedactedMarker.CopyTo(destination);
        return TextRedactor.RedactedMarker.Length;
    }
}
