using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Http;

/// <summary>Answers with JSON, written as it is serialised so that a large answer is never held as text.</summary>
internal sealed class WireResult<T>(T value) : IResult, IEndpointMetadataProvider
{
    private static readonly JsonTypeInfo<T> TypeInfo = (JsonTypeInfo<T>)WireJson.Options.GetTypeInfo(typeof(T));

    public T Value { get; } = value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(httpContext.Response.BodyWriter, Value, TypeInfo, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
