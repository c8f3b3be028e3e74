using System.Text.Json;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>A tool's arguments as a JSON object; user objects were converted when it was made.</summary>
internal sealed class ArgumentsPayload : ICapturedPayload
{
    private readonly List<KeyValuePair<string, object?>> _arguments = [];

    public ArgumentsPayload(IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            var frozen = ContentSnapshot.Freeze(value);
            EstimatedBytes += 64 + ContentSnapshot.SizeOf(frozen);
            _arguments.Add(new(name, frozen));
        }
    }

    /// <inheritdoc/>
    public long EstimatedBytes { get; }

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        writer.StartObject();
        foreach (var (name, value) in _arguments)
        {
            writer.Name(name);
            writer.Value(value is JsonElement element ? Raw(element) : value);
        }

        writer.EndObject();
    }

    private static Payload? Raw(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? null : Payload.FromUtf8(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).ToArray());
}
