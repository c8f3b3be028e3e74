using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Observability.Server;

/// <summary>What one connection may take from the server. <c>Kestrel:Limits</c> in the configuration changes it.</summary>
internal static class KestrelLimits
{
    private const int MaxConnections = 10_000;
    private const int MaxBodyBytes = 32 * 1024 * 1024;
    private const int MaxHeaderBytes = 32 * 1024;
    private const double MinBytesPerSecond = 240;

    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, TimeSpan.FromSeconds(5));
        configuration.GetSection("Kestrel:Limits").Bind(limits);
    }
}
