using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Endpoints;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp.Grpc;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>OTLP over HTTP: traces are taken in, metrics and logs are accepted and left.</summary>
internal static class OtlpEndpoints
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    // How long a client should wait before it sends the same again, in seconds.
    private const int RetryAfter = 2;

    /// <summary>Maps the paths of the wire, below the API.</summary>
    public static void Map(ApiMap api)
    {
        api.MapPost("/otel/v1/traces", TracesAsync, "Takes spans in over OTLP; they are durable when the answer comes.")
            .WithTags("opentelemetry")
            .Requires(ApiPermission.Ingest)
            .Produces<OtlpAnswer>()
            .Produces<OtlpError>(StatusCodes.Status400BadRequest)
            .Produces<OtlpError>(StatusCodes.Status413PayloadTooLarge)
            .Produces<OtlpError>(StatusCodes.Status415UnsupportedMediaType)
            .Produces<OtlpError>(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/otel/v1/metrics", Metrics, "Accepts metrics over OTLP and leaves them.").WithTags("opentelemetry").Requires(ApiPermission.Ingest).Produces<Message>();
        api.MapPost("/otel/v1/logs", Nothing, "Accepts logs over OTLP and leaves them.").WithTags("opentelemetry").Requires(ApiPermission.Ingest).Produces<OtlpAnswer>();
    }

    /// <summary>Maps the standard paths, <c>/v1/traces</c> and its like, and gRPC, below the mounting.</summary>
    public static void MapStandard(RouteGroupBuilder group)
    {
        group.WithGroupName(PublicApi.DocumentName).Requires(ApiPermission.Ingest).ExcludeFromDescription();
        group.MapPost("/v1/traces", TracesAsync);
        group.MapPost("/v1/metrics", Nothing);
        group.MapPost("/v1/logs", Nothing);
        GrpcEndpoints.Map(group);
    }

    private static async Task TracesAsync(ApiRequest request)
    {
        var http = request.Http;
        var format = OtlpFormat.Json;
        try
        {
            format = FormatOf(http.Request);
            CheckVersion(http.Request);
            using var body = await ReadAsync(http).ConfigureAwait(false);
            var taken = await OtlpTraces.IngestAsync(request, body, format).ConfigureAwait(false);
            await AnswerAsync(http, format, taken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            await RefuseAsync(http, format, failure).ConfigureAwait(false);
        }
    }

    private static async Task<RequestBytes> ReadAsync(HttpContext http)
    {
        try
        {
            return await RequestBytes.ReadAsync(http, OtlpLimits.Body, http.Request.Headers.ContentEncoding.ToString()).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure.StatusCode == StatusCodes.Status400BadRequest)
        {
            // What the wire says of it.
            throw ApiException.Invalid("Failed to decompress request body");
        }
    }

    private static Task Metrics(ApiRequest request) =>
        IsProtobuf(request.Http.Request) ? WriteAsync(request.Http, []) : new WireResult<Message>(new Message("OK")).ExecuteAsync(request.Http);

    private static Task Nothing(ApiRequest request) =>
        IsProtobuf(request.Http.Request) ? WriteAsync(request.Http, []) : new WireResult<OtlpAnswer>(new OtlpAnswer()).ExecuteAsync(request.Http);

    private static Task AnswerAsync(HttpContext http, OtlpFormat format, OtlpRequest taken)
    {
        if (format == OtlpFormat.Protobuf)
        {
            return WriteAsync(http, ProtobufWriter.Response(taken.Rejected, taken.Reason));
        }

        var partial = taken.Rejected == 0
            ? null
            : new OtlpPartialSuccess { RejectedSpans = taken.Rejected.ToString(CultureInfo.InvariantCulture), ErrorMessage = taken.Reason ?? "" };
        return new WireResult<OtlpAnswer>(new OtlpAnswer { PartialSuccess = partial }).ExecuteAsync(http);
    }

    private static Task RefuseAsync(HttpContext http, OtlpFormat format, ApiException failure)
    {
        http.Response.StatusCode = failure.StatusCode;
        if (failure.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        }

        return format == OtlpFormat.Protobuf
            ? WriteAsync(http, ProtobufWriter.Status((int)GrpcEndpoints.StatusOf(failure), failure.Message))
            : new WireResult<OtlpError>(new OtlpError(failure.Message)).ExecuteAsync(http);
    }

    private static Task WriteAsync(HttpContext http, byte[] message)
    {
        http.Response.ContentType = ProtobufType;
        http.Response.ContentLength = message.Length;
        return http.Response.Body.WriteAsync(message, http.RequestAborted).AsTask();
    }

    private static OtlpFormat FormatOf(HttpRequest request) => IsProtobuf(request)
        ? OtlpFormat.Protobuf
        : HasType(request, JsonType) ? OtlpFormat.Json : throw ApiException.Invalid("Invalid content type");

    private static bool IsProtobuf(HttpRequest request) => HasType(request, ProtobufType) || HasType(request, "application/protobuf");

    private static bool HasType(HttpRequest request, string type) =>
        request.ContentType is { } content && content.Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase);

    private static void CheckVersion(HttpRequest request)
    {
        const int newest = 4;
        if (int.TryParse(request.Headers["x-langfuse-ingestion-version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > newest)
        {
            throw ApiException.Invalid($"The ingestion version {version} is not supported. The newest is {newest}.");
        }
    }
}
