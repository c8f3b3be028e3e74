using System.Collections.Frozen;

namespace Observability.AspNetCore.Media;

/// <summary>The types of media that clients may upload, and how each is served.</summary>
internal static class MediaContentTypes
{
    /// <summary>What may be uploaded, in the order of the wire.</summary>
    public static readonly IReadOnlyList<string> Uploadable =
    [
        "image/png", "image/jpeg", "image/jpg", "image/webp", "image/gif", "image/svg+xml", "image/tiff", "image/bmp", "image/avif", "image/heic",
        "audio/mpeg", "audio/mp3", "audio/wav", "audio/ogg", "audio/oga", "audio/aac", "audio/mp4", "audio/flac", "audio/opus", "audio/webm",
        "video/mp4", "video/webm", "video/ogg", "video/mpeg", "video/quicktime", "video/x-msvideo", "video/x-matroska",
        "text/plain", "text/html", "text/css", "text/csv", "text/markdown", "text/x-python", "application/javascript", "text/x-typescript", "application/x-yaml",
        "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip",
        "application/json", "application/xml", "application/octet-stream", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/rtf", "application/x-ndjson", "application/vnd.apache.parquet",
        "application/gzip", "application/x-tar", "application/x-7z-compressed",
    ];

    private const string PlainText = "text/plain; charset=utf-8";

    // What browsers show without running anything. SVG is a document with scripts, PDF a program's input that no sandbox shows: they are downloads.
    private static readonly FrozenSet<string> Shown = new[]
    {
        "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "image/bmp",
        "audio/mpeg", "audio/mp3", "audio/wav", "audio/wave", "audio/x-wav", "audio/ogg", "audio/oga", "audio/aac", "audio/mp4", "audio/flac", "audio/opus", "audio/webm",
        "video/mp4", "video/webm", "video/ogg",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type under which content may be shown; null when it may only be downloaded.</summary>
    public static string? ShownAs(string contentType)
    {
        var type = contentType.Split(';', 2)[0].Trim();
        return type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) ? PlainText : Shown.Contains(type) ? type : null;
    }
}
