using System.Text.Encodings.Web;
using System.Text.Json;

namespace Observability.Model;

/// <summary>How payloads are written and how deep they may nest.</summary>
internal static class JsonDefaults
{
    /// <summary>Deeper values are cut by the payload writer; every reader accepts this depth.</summary>
    public const int MaxDepth = 128;

    // Relaxed: payloads are stored and shown as text, never as HTML, and \u escapes triple the size of CJK and Arabic.
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth + 8,
        SkipValidation = true,
    };
}
