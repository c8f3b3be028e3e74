using System.Buffers;
using System.Text;
using Observability.Remote.Delivery;
using Observability.Wire;

namespace Observability.Remote.Export;

/// <summary>Puts encoded spans into an <c>ExportTraceServiceRequest</c>, and reads how many of them a server rejected.</summary>
internal static class SpanRequest
{
    private const uint ResourceSpans = 1;
    private const uint ScopeSpans = 2;
    private const uint Scope = 1;
    private const uint Spans = 2;
    private const uint ScopeName = 1;
    private const uint ScopeVersion = 2;
    private const uint PartialSuccess = 1;
    private const uint RejectedSpans = 1;
    private const uint ErrorMessage = 2;

    private static readonly byte[] OurScope = EncodeScope();

    public static void Write(IReadOnlyList<ParcelItem> spans, Stream stream)
    {
        var inScope = OurScope.Length + spans.Sum(span => Protobuf.LengthOf(Spans, span.Bytes.Length));
        var buffer = new ArrayBufferWriter<byte>(256);
        Protobuf.WriteHeader(buffer, ResourceSpans, Protobuf.LengthOf(ScopeSpans, inScope));
        Protobuf.WriteHeader(buffer, ScopeSpans, inScope);
        buffer.Write(OurScope);
        foreach (var span in spans)
        {
            Protobuf.WriteHeader(buffer, Spans, span.Bytes.Length);
            stream.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
            stream.Write(span.Bytes.Span);
        }
    }

    /// <summary>Reads an <c>ExportTraceServiceResponse</c>; what is none counts as a full success.</summary>
    public static (int Rejected, string? Message) ReadResponse(ReadOnlySpan<byte> response)
    {
        var rejected = 0UL;
        string? message = null;
        if (TryReadField(ref response, out var field, out _, out var partial) && field == PartialSuccess)
        {
            while (TryReadField(ref partial, out field, out var number, out var content))
            {
                rejected = field == RejectedSpans ? number : rejected;
                message = field == ErrorMessage ? Encoding.UTF8.GetString(content) : message;
            }
        }

        return ((int)Math.Min(rejected, int.MaxValue), string.IsNullOrEmpty(message) ? null : message);
    }

    private static bool TryReadField(ref ReadOnlySpan<byte> bytes, out uint field, out ulong number, out ReadOnlySpan<byte> content)
    {
        (field, number) = (0, 0);
        content = default;
        if (!Protobuf.TryReadVarint(ref bytes, out var tag) || !Protobuf.TryReadVarint(ref bytes, out number))
        {
            return false;
        }

        field = (uint)(tag >> 3);
        if ((tag & 7) == Protobuf.LengthType)
        {
            if (number > (ulong)bytes.Length)
            {
                return false;
            }

            content = bytes[..(int)number];
            bytes = bytes[(int)number..];
        }

        return (tag & 7) is Protobuf.LengthType or Protobuf.VarintType;
    }

    private static byte[] EncodeScope()
    {
        var version = Encoding.UTF8.GetBytes(ServerConnection.SdkVersion);
        var name = Encoding.UTF8.GetBytes(SpanNames.Scope);
        var buffer = new ArrayBufferWriter<byte>();
        Protobuf.WriteHeader(buffer, Scope, Protobuf.LengthOf(ScopeName, name.Length) + Protobuf.LengthOf(ScopeVersion, version.Length));
        Protobuf.WriteHeader(buffer, ScopeName, name.Length);
        buffer.Write(name);
        Protobuf.WriteHeader(buffer, ScopeVersion, version.Length);
        buffer.Write(version);
        return buffer.WrittenSpan.ToArray();
    }
}
