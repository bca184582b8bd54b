using System.Net;
using System.Net.Sockets;

namespace Tarn.Common.Network;

/// <summary>
/// Addresses that are not the public Internet's (IANA's registries of special-purpose addresses, RFC 6890): a request
/// to one of them reaches this machine, its network, or what a cloud gives machines to ask for their credentials.
/// </summary>
internal static class InsideAddresses
{
    private static readonly (IPNetwork Network, string Kind)[] Ranges =
    [
        .. Of("loopback", "127.0.0.0/8", "::1/128"),
        .. Of("unspecified", "0.0.0.0/8", "::/128"),
        .. Of("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        .. Of("link-local, where clouds keep their metadata", "169.254.0.0/16", "fe80::/10"),
        .. Of("unique-local", "fc00::/7", "fec0::/10"),
        .. Of("shared with a provider", "100.64.0.0/10"),
        .. Of("multicast", "224.0.0.0/4", "ff00::/8"),
        .. Of("reserved", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24"),
        .. Of("reserved", "203.0.113.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20"),
    ];

    private static readonly IPNetwork TranslatedPrefix = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork RelayedPrefix = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork GlobalPrefix = IPNetwork.Parse("2000::/3");

    /// <summary>What the address is, for messages; null when it is one of the public Internet.</summary>
    public static string? KindOf(IPAddress address)
    {
        IPAddress plain = Unwrap(address);
        foreach ((IPNetwork network, string kind) in Ranges)
        {
            if (network.Contains(plain))
            {
                return kind;
            }
        }

        return plain.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalPrefix.Contains(plain)
            ? "reserved"
            : null;
    }

    /// <summary>
    /// The IPv4 address within one of IPv6: mapped (RFC 4291), of NAT64 (RFC 6052) or 6to4 (RFC 3056); else itself.
    /// </summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        byte[] bytes = address.GetAddressBytes();
        return TranslatedPrefix.Contains(address) ? new IPAddress(bytes[12..16])
            : RelayedPrefix.Contains(address) ? new IPAddress(bytes[2..6])
            : address;
    }

    private static IEnumerable<(IPNetwork, string)> Of(string kind, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), kind));
}
