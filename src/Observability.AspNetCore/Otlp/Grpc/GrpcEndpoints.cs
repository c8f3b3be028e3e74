using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Receiving;

namespace Observability.AspNetCore.Otlp.Grpc;

/// <summary>OTLP over gRPC: the unary calls of the three collector services, as requests of HTTP/2.</summary>
/// <remarks>
/// Written on the request itself rather than on a gRPC server, whose services the application would have to register. It needs an address that
/// speaks HTTP/2: TLS, or <c>Protocols = Http2</c> without. A client can reach it where the mounting is the root, or when it keeps a base path.
/// </remarks>
internal static class GrpcEndpoints
{
    private const string ContentType = "application/grpc";
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", TracesAsync);
        group.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", Nothing);
        group.MapPost("/opentelemetry.proto.collector.logs.v1.LogsService/Export", Nothing);
    }

    /// <summary>A failure in the codes of gRPC, which OTLP's answers in protobuf carry too.</summary>
    public static GrpcStatus StatusOf(ApiException failure) => failure.StatusCode switch
    {
        StatusCodes.Status503ServiceUnavailable => GrpcStatus.Unavailable,
        StatusCodes.Status413PayloadTooLarge => GrpcStatus.ResourceExhausted,
        StatusCodes.Status415UnsupportedMediaType => GrpcStatus.Unimplemented,
        _ => GrpcStatus.InvalidArgument,
    };

    private static async Task TracesAsync(ApiRequest request)
    {
        var http = request.Http;
        if (!IsGrpc(http))
        {
            return;
        }

        try
        {
            using var body = await GrpcMessage.ReadAsync(http).ConfigureAwait(false);
            var taken = await OtlpTraces.IngestAsync(request, body, OtlpFormat.Protobuf).ConfigureAwait(false);
            await AnswerAsync(http, ProtobufWriter.Response(taken.Rejected, taken.Reason)).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            Refuse(http, StatusOf(failure), failure.Message);
        }
        catch (BadHttpRequestException exception)
        {
            Refuse(http, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? GrpcStatus.ResourceExhausted : GrpcStatus.InvalidArgument, exception.Message);
        }
    }

    private static Task Nothing(ApiRequest request) => IsGrpc(request.Http) ? AnswerAsync(request.Http, []) : Task.CompletedTask;

    private static bool IsGrpc(HttpContext http)
    {
        if (http.Request.ContentType is { } type && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) && http.Response.SupportsTrailers())
        {
            http.Response.ContentType = ContentType;
            return true;
        }

        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return false;
    }

    private static async Task AnswerAsync(HttpContext http, byte[] message)
    {
        await http.Response.Body.WriteAsync(GrpcMessage.Frame(message), http.RequestAborted).ConfigureAwait(false);
        http.Response.AppendTrailer(StatusHeader, Text(GrpcStatus.Ok));
    }

    // Without a message the status goes with the headers.
    private static void Refuse(HttpContext http, GrpcStatus status, string message)
    {
        http.Response.Headers[StatusHeader] = Text(status);
        http.Response.Headers[MessageHeader] = Uri.EscapeDataString(message);
    }

    private static string Text(GrpcStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
