using System.Net;

namespace Observability.Remote.Egress;

/// <summary>The addresses that not everybody reaches: of this machine, of networks around it, of the cloud it runs in.</summary>
/// <remarks>From the IANA registries of special-purpose addresses for IPv4 and IPv6, and the addresses at which clouds give their machines credentials.</remarks>
internal static class PrivateNetworks
{
    private static readonly IPNetwork[] V4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // Azure's machines ask it for their credentials; no registry lists it.
        }.Select(IPNetwork.Parse),
    ];

    // All that is public is in here; what is not is loopback, link-local, unique local, multicast or nothing.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Teredo and what else IETF protocols use, documentation, and 6to4, behind which an address of IPv4 hides.
    private static readonly IPNetwork[] SpecialV6 = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Contains(address.MapToIPv4());
        }

        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return V4.Any(network => network.Contains(address));
        }

        return Nat64.Contains(address)
            ? Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : !GlobalV6.Contains(address) || SpecialV6.Any(network => network.Contains(address));
    }
}
