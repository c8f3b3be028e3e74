using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Http;

/// <summary>Answers with JSON, written as it is serialised so that a large answer is never held as text.</summary>
/// <param name="value">What is written.</param>
/// <param name="statusCode">The status; null leaves the one the response has, 200 unless somebody set another. Endpoints that give one return <see cref="IResult"/> and describe it themselves.</param>
internal sealed class WireResult<T>(T value, int? statusCode = null) : IResult, IEndpointMetadataProvider
{
    private static readonly JsonTypeInfo<T> TypeInfo = (JsonTypeInfo<T>)WireJson.Options.GetTypeInfo(typeof(T));

    public T Value { get; } = value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = statusCode ?? httpContext.Response.StatusCode;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(httpContext.Response.BodyWriter, Value, TypeInfo, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
