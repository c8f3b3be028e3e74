using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>Where spans come from: the resource and the instrumentation scope, shared by many.</summary>
internal sealed class OtlpOrigin(OtlpAttributes resource, string scopeName, string scopeVersion, OtlpAttributes scope)
{
    private byte[]? _resourceJson;
    private byte[]? _scopeJson;

    public OtlpAttributes Resource { get; } = resource;

    public string ScopeName { get; } = scopeName;

    /// <summary>The resource's attributes as a JSON object.</summary>
    public ReadOnlySpan<byte> ResourceJson => _resourceJson ??= Write(writer => WriteAttributes(writer, Resource));

    /// <summary>The scope as a JSON object.</summary>
    public ReadOnlySpan<byte> ScopeJson => _scopeJson ??= Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", ScopeName);
        if (scopeVersion.Length > 0)
        {
            writer.WriteString("version", scopeVersion);
        }

        writer.WritePropertyName("attributes");
        WriteAttributes(writer, scope);
        writer.WriteEndObject();
    });

    private static void WriteAttributes(Utf8JsonWriter writer, OtlpAttributes attributes)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in attributes)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonForm.WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenCount <= OtlpLimits.MaxOriginBytes
            ? buffer.WrittenSpan.ToArray()
            : Encoding.UTF8.GetBytes($$"""{"cut":"[cut: {{buffer.WrittenCount}} bytes]"}""");
    }
}
