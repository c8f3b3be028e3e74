using Microsoft.AspNetCore.Builder;

namespace Observability.AspNetCore.Access;

/// <summary>Says what callers need to use endpoints.</summary>
internal static class EndpointAccessExtensions
{
    /// <summary>Callers need one of these permissions.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, ApiPermission anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new EndpointAccess(anyOf));

    /// <summary>No key is needed even where the others need one.</summary>
    public static TBuilder IsPublic<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointAccess.Public);

    /// <summary>The endpoint checks a signed address by itself; neither a key nor the application's own authorization is asked for.</summary>
    public static TBuilder IsSigned<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AllowAnonymous().WithMetadata(EndpointAccess.Signed);
}
