using System.Net;
using Microsoft.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>Tells a request that somebody made on this machine from one that only looks so.</summary>
/// <remarks>
/// The address alone is not enough: a proxy or tunnel on this machine connects from loopback, so nothing may have been forwarded; and a
/// page of the internet can make a browser here connect to 127.0.0.1 under its own name (DNS rebinding), so the <c>Host</c> must be loopback too.
/// A request without an address (an in-memory server, a Unix socket) is not local.
/// </remarks>
internal static class LocalRequest
{
    private static readonly HashSet<string> ForwardingHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "CDN-Loop", "Client-IP", "True-Client-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Real-IP",
        "X-ProxyUser-Ip", "X-Envoy-External-Address", "X-Appengine-User-Ip", "Fastly-Client-IP", "Fly-Client-IP", "CF-Connecting-IP", "CF-Ray", "X-ARR-SSL",
    };

    // X-Original-* is what ASP.NET Core's own forwarded-headers middleware leaves behind after it has used X-Forwarded-*.
    private static readonly string[] ForwardingPrefixes = ["X-Forwarded", "X-Original-", "X-Azure-"];

    /// <summary>Why the request is not local; null when it is.</summary>
    public static string? Refusal(HttpContext context)
    {
        if (!IsLoopback(context.Connection.RemoteIpAddress))
        {
            return "the request came from another machine";
        }

        if (!IsLoopback(context.Request.Host))
        {
            return "the Host header does not name this machine";
        }

        foreach (var (name, _) in context.Request.Headers)
        {
            if (IsForwarding(name))
            {
                return $"the request was forwarded (header {name})";
            }
        }

        return null;
    }

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>localhost, a name below it (browsers and RFC 6761 keep those on this machine) or a loopback address.</summary>
    private static bool IsLoopback(HostString host)
    {
        if (!host.HasValue)
        {
            return false;
        }

        var name = host.Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IsLoopback(address));
    }

    private static bool IsForwarding(string header)
    {
        if (ForwardingHeaders.Contains(header))
        {
            return true;
        }

        foreach (var prefix in ForwardingPrefixes)
        {
            if (header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
