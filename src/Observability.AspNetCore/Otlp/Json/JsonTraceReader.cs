using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Json;

/// <summary>Reads an <c>ExportTraceServiceRequest</c> from JSON, in the names of the OTLP specification or those of the protobuf fields.</summary>
/// <remarks>A value of another type than its name promises says nothing; a span without what it needs is rejected alone.</remarks>
internal static class JsonTraceReader
{
    private const int MaxDepth = 4_096;

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static OtlpRequest Read(ReadOnlyMemory<byte> body)
    {
        var request = new OtlpRequest();
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is no JSON object.");
        }

        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            if (name is "resourceSpans" or "resource_spans" && reader.TokenType == JsonTokenType.StartArray)
            {
                while (JsonScalars.NextItem(ref reader))
                {
                    ReadResourceSpans(ref reader, body, request);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        // What stands behind the object makes the body no JSON.
        reader.Read();
        return request;
    }

    private static void ReadResourceSpans(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        // Properties may come in any order: the resource is read first.
        var resource = new OtlpAttributes();
        var scopes = reader;
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            if (name == "resource" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadAttributed(ref reader, body, resource, request, out _, out _);
            }
            else
            {
                reader.Skip();
            }
        }

        while (JsonScalars.NextProperty(ref scopes, out var name))
        {
            if (name is "scopeSpans" or "scope_spans" or "instrumentationLibrarySpans" && scopes.TokenType == JsonTokenType.StartArray)
            {
                while (JsonScalars.NextItem(ref scopes))
                {
                    ReadScopeSpans(ref scopes, body, resource, request);
                }
            }
            else
            {
                scopes.Skip();
            }
        }
    }

    private static void ReadScopeSpans(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpAttributes resource, OtlpRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var scope = new OtlpAttributes();
        var scopeName = "";
        var scopeVersion = "";
        var spans = reader;
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            if (name is "scope" or "instrumentationLibrary" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadAttributed(ref reader, body, scope, request, out scopeName, out scopeVersion);
            }
            else
            {
                reader.Skip();
            }
        }

        var origin = new OtlpOrigin(resource, scopeName, scopeVersion, scope);
        while (JsonScalars.NextProperty(ref spans, out var name))
        {
            if (name == "spans" && spans.TokenType == JsonTokenType.StartArray)
            {
                while (JsonScalars.NextItem(ref spans))
                {
                    JsonSpanReader.Read(ref spans, body, origin, request);
                }
            }
            else
            {
                spans.Skip();
            }
        }
    }

    private static void ReadAttributed(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpAttributes attributes, OtlpRequest request, out string name, out string version)
    {
        name = "";
        version = "";
        while (JsonScalars.NextProperty(ref reader, out var property))
        {
            switch (property)
            {
                case "name":
                    name = JsonScalars.Name(ref reader);
                    break;
                case "version":
                    version = JsonScalars.Name(ref reader);
                    break;
                case "attributes":
                    JsonValueReader.ReadAttributes(ref reader, body, attributes, request);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
