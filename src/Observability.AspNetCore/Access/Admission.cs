using Microsoft.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>The decision about a request: its caller, or why it is refused.</summary>
/// <param name="Caller">Who makes it; null when it is refused.</param>
/// <param name="StatusCode">The status of a refusal.</param>
/// <param name="Reason">What the client is told.</param>
internal readonly record struct Admission(Caller? Caller, int StatusCode, string Reason)
{
    public static Admission Of(Caller caller) => new(caller, StatusCodes.Status200OK, "");

    public static Admission Unauthorized(string reason) => new(null, StatusCodes.Status401Unauthorized, reason);

    public static Admission Forbidden(string reason) => new(null, StatusCodes.Status403Forbidden, reason);

    /// <summary>As if there were nothing here.</summary>
    public static Admission Closed(string reason) => new(null, StatusCodes.Status404NotFound, reason);
}
