using System.Net;
using System.Net.Sockets;

namespace Observability.Remote.Egress;

/// <summary>Keeps requests to addresses that others name away from this machine and the networks around it.</summary>
/// <remarks>
/// What counts is the address that a connection is opened to, after the name was resolved: a name that leads elsewhere the next time gains nothing.
/// Loopback, link-local, private, shared, documentation and multicast addresses and those of cloud metadata are refused unless they are allowed. Thread-safe.
/// </remarks>
public sealed class PrivateNetworkGuard
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Creates a guard.</summary>
    /// <param name="allowed">Hosts as requests name them (<c>ollama.internal</c>), addresses (<c>10.0.0.7</c>) and networks (<c>10.0.0.0/8</c>) that are reached although they are private.</param>
    public PrivateNetworkGuard(IEnumerable<string>? allowed = null)
    {
        foreach (var entry in allowed ?? [])
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                _networks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                _networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                _hosts.Add(entry);
            }
        }
    }

    /// <summary>Creates a handler whose connections are guarded. It follows no redirect, keeps no cookie and uses no proxy, behind which nobody could look.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Whether an address that a host has may be connected to.</summary>
    internal bool Allows(string host, IPAddress address) =>
        !PrivateNetworks.Contains(address) || _hosts.Contains(host) || _networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <summary>What is wrong with an address that somebody gives, as far as that can be said without asking for it; null when nothing is.</summary>
    internal string? Refusal(Uri address)
    {
        var host = address.IdnHost.Trim('[', ']');
        var literal = IPAddress.TryParse(host, out var ip) ? ip : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;
        return literal is null || Allows(host, literal) ? null : Refusal(host);
    }

    private static string Refusal(string host) =>
        $"The host '{host}' is on a private network. If it shall be reached, add it to {LlmObservabilityOptions.SectionName}:{nameof(LlmObservabilityOptions.AllowedPrivateHosts)}.";

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, address => Allows(host, address));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, addresses.Length == 0 ? $"The host '{host}' has no address." : Refusal(host));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
