using System.Buffers;
using System.Net;

namespace Tarn.Common.Network;

/// <summary>
/// Which places inside the network requests may go to; the public Internet is always allowed. That is
/// <c>security: {outbound: {allow: […]}}</c> of lake.yaml.
/// </summary>
public sealed class OutboundRules
{
    /// <summary>The setting that messages name.</summary>
    public const string Setting = "security: {outbound: {allow: [host, CIDR]}}";

    private static readonly SearchValues<char> AddressLetters = SearchValues.Create("0123456789.");

    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    /// <param name="allowed">Host names, addresses and CIDR blocks: <see cref="IsRule"/> is true for each.</param>
    public OutboundRules(IEnumerable<string> allowed)
    {
        foreach (string rule in allowed)
        {
            if (NetworkOf(rule) is { } network)
            {
                _networks.Add(network);
            }
            else
            {
                _hosts.Add(rule);
            }
        }
    }

    /// <summary>Nothing inside.</summary>
    public static OutboundRules None { get; } = new([]);

    /// <summary>Whether a text is a host name, an address or a CIDR block.</summary>
    public static bool IsRule(string text) =>
        NetworkOf(text) is not null
        || (Uri.CheckHostName(text) == UriHostNameType.Dns && text.AsSpan().ContainsAnyExcept(AddressLetters));

    /// <summary>Null when a connection to the address may be made; else what kind of address it is.</summary>
    /// <param name="host">The name that became the address.</param>
    /// <param name="address">The address itself, not another that the name has.</param>
    public string? RefusalOf(string host, IPAddress address)
    {
        IPAddress plain = InsideAddresses.Unwrap(address);
        bool isAllowed = _hosts.Contains(host)
            || _networks.Exists(network => network.Contains(address) || network.Contains(plain));
        return isAllowed ? null : InsideAddresses.KindOf(address);
    }

    private static IPNetwork? NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out IPNetwork network))
        {
            return network;
        }

        // Fewer dots are short forms such as 127.1, which nobody means to write here.
        bool isWhole = text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;
        return isWhole && IPAddress.TryParse(text, out IPAddress? address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }
}
