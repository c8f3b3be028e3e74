using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Observability.AspNetCore.Access;

/// <summary>Endpoint metadata: what a caller needs to use it. An endpoint without it asks for <see cref="ApiPermission.Read"/> or <see cref="ApiPermission.Write"/>, by its method.</summary>
/// <param name="Permission">One of these is enough.</param>
/// <param name="IsPublic">Whether it answers without a key where one is required: it shows nothing of any project.</param>
internal sealed record EndpointAccess(ApiPermission Permission, bool IsPublic = false)
{
    /// <summary>Part of the API that is open to all who reach it.</summary>
    public static EndpointAccess Public { get; } = new(ApiPermission.None, IsPublic: true);

    /// <summary>The page and its files: the same for everybody. Credentials of others (a proxy's) may come with it and are not looked at.</summary>
    public static EndpointAccess Page { get; } = new(ApiPermission.None, IsPublic: true) { IsPage = true };

    /// <summary>What is allowed is in the address, signed by us: the endpoint checks it, and no other credentials matter.</summary>
    public static EndpointAccess Signed { get; } = new(ApiPermission.None, IsPublic: true) { IsSigned = true };

    private static EndpointAccess Reading { get; } = new(ApiPermission.Read);

    private static EndpointAccess Writing { get; } = new(ApiPermission.Write);

    private static EndpointAccess Fallback { get; } = new(ApiPermission.All);

    public bool IsPage { get; private init; }

    public bool IsSigned { get; private init; }

    public static EndpointAccess Of(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<EndpointAccess>().LastOrDefault() is { } said)
        {
            return said;
        }

        return endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is not { Count: > 0 } methods
            ? Fallback
            : methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) ? Reading : Writing;
    }
}
