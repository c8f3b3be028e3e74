using System.Text;
using System.Text.Json;

namespace Observability.Testing.Remote;

/// <summary>A request that a <see cref="ScriptedServer"/> received, its body decompressed.</summary>
public sealed record ServerRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Whether it brought telemetry: spans, events or media.</summary>
    public bool IsSpans => Path.EndsWith("/api/public/otel/v1/traces", StringComparison.Ordinal);

    public bool IsEvents => Path.EndsWith("/api/public/ingestion", StringComparison.Ordinal);

    /// <summary>The spans it brought.</summary>
    public IReadOnlyList<SentSpan> Spans => IsSpans ? SentSpan.ReadAll(Body) : [];

    /// <summary>The events it brought.</summary>
    public IReadOnlyList<JsonElement> Events => IsEvents ? [.. Json.GetProperty("batch").EnumerateArray()] : [];
}
