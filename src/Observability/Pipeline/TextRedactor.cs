using System.Globalization;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;

namespace Observability.Pipeline;

/// <summary>Applies the application's redactors to a text, and cuts it, so that neither lets a secret through.</summary>
/// <remarks>Thread-safe when the redactors are. A redactor that throws costs the text, never the secret.</remarks>
internal sealed class TextRedactor(IReadOnlyList<Func<string, string>> redactors, PipelineHealth? health = null, Redactor? content = null)
{
    /// <summary>Stands for a text that a redactor failed on.</summary>
    public const string FailedMarker = "[redaction failed]";

    /// <summary>Stands for a text of which a redactor left nothing where something must stay.</summary>
    public const string RedactedMarker = "[redacted]";

    // Redactors see this much beyond the cut, so that a secret across it is seen whole; what they saw there is not kept.
    public const int Overlap = 1024;

    private const string MarkerStart = "… [cut: ";
    private const string MarkerEnd = " characters]";
    private const int MaxMarker = 40;

    public static TextRedactor None { get; } = new([]);

    public static TextRedactor Of(LlmObservabilityOptions options, PipelineHealth health) => new([.. options.Redactors], health, options.ContentClassification switch
    {
        { } classification when options.RedactorProvider is { } provider => provider.GetRedactor(new DataClassificationSet(classification)),
        { } => MarkingRedactor.Instance,
        null => null,
    });

    /// <summary>Whether any redactor applies at all.</summary>
    public bool IsActive => redactors.Count > 0 || content is not null;

    /// <summary>Redacts a text that is not content: a name, a message of ours, a user.</summary>
    public string Redact(string text, int maxLength) => Apply(text, maxLength, isContent: false);

    /// <summary>Redacts content: what was said to a model, to a tool or by them.</summary>
    public string RedactContent(string text, int maxLength) => Apply(text, maxLength, isContent: true);

    /// <summary>Keeps of a text that waits for the pipeline what redaction needs to see, with the marker: fifty megabytes do not wait in the queue.</summary>
    public static string Shorten(string text, int maxLength) =>
        text.Length <= maxLength + Overlap + MaxMarker ? text : string.Concat(Head(text, maxLength + Overlap), CutMarker(text.Length));

    /// <summary>What a cut text of this many characters ends with.</summary>
    public static string CutMarker(long length) => string.Create(CultureInfo.InvariantCulture, $"{MarkerStart}{length}{MarkerEnd}");

    private string Apply(string text, int maxLength, bool isContent)
    {
        if (text.Length <= maxLength)
        {
            return Run(text, isContent);
        }

        if (!IsActive)
        {
            return string.Concat(Head(text, maxLength), CutMarker(OriginalLength(text)));
        }

        var redacted = Run(Head(text, Math.Min(text.Length, maxLength + Overlap)).ToString(), isContent);
        return string.Concat(Head(redacted, Math.Clamp(redacted.Length - Overlap, 0, maxLength)), CutMarker(OriginalLength(text)));
    }

    // A text may have been shortened when it was captured; it says so itself.
    private static long OriginalLength(string text)
    {
        var marker = text.AsSpan(Math.Max(0, text.Length - MaxMarker));
        var at = marker.LastIndexOf(MarkerStart);
        return at >= 0 && marker.EndsWith(MarkerEnd) && long.TryParse(marker[(at + MarkerStart.Length)..^MarkerEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : text.Length;
    }

    private string Run(string text, bool isContent)
    {
        try
        {
            foreach (var redact in redactors)
            {
                text = redact(text) ?? "";
            }

            return isContent && content is not null && text.Length > 0 ? content.Redact(text) : text;
        }
        catch (Exception exception)
        {
            health?.ProcessingFailed("a redactor", exception);
            return FailedMarker;
        }
    }

    private static ReadOnlySpan<char> Head(string text, int length) =>
        text.AsSpan(0, length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
}
