using System.Text;

namespace Observability.AspNetCore.Otlp.Protobuf;

/// <summary>Writes the two small messages that answer an OTLP request.</summary>
internal static class ProtobufWriter
{
    private const byte PartialSuccess = (1 << 3) | 2;
    private const byte RejectedSpans = 1 << 3;
    private const byte ErrorMessage = (2 << 3) | 2;
    private const byte StatusCode = 1 << 3;
    private const byte StatusMessage = (2 << 3) | 2;

    /// <summary>An <c>ExportTraceServiceResponse</c>: empty when nothing was rejected.</summary>
    public static byte[] Response(int rejected, string? reason)
    {
        if (rejected == 0)
        {
            return [];
        }

        List<byte> partial = [RejectedSpans];
        AddVarint(partial, (ulong)rejected);
        AddText(partial, ErrorMessage, reason ?? "");
        List<byte> response = [PartialSuccess];
        AddVarint(response, (ulong)partial.Count);
        response.AddRange(partial);
        return [.. response];
    }

    /// <summary>A <c>google.rpc.Status</c>.</summary>
    public static byte[] Status(int code, string message)
    {
        List<byte> status = [StatusCode];
        AddVarint(status, (ulong)code);
        AddText(status, StatusMessage, message);
        return [.. status];
    }

    private static void AddText(List<byte> bytes, byte tag, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        bytes.Add(tag);
        AddVarint(bytes, (ulong)utf8.Length);
        bytes.AddRange(utf8);
    }

    private static void AddVarint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
