using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tarn.Engine.Dialect.Functions.Addresses;

/// <summary>An IP address, or all that begin with the same bits (CIDR, RFC 4632).</summary>
/// <param name="Address">Its bits behind the prefix are zero; IPv4 when it can be.</param>
/// <param name="PrefixBits">As many as the address has: a single address.</param>
internal sealed record Network(IPAddress Address, int PrefixBits)
{
    private const int ByteBits = 8;

    public int AddressBits => Address.GetAddressBytes().Length * ByteBits;

    /// <summary>Null when it is neither an address nor a network.</summary>
    public static Network? Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2 || Single(parts[0]) is not { } address)
        {
            return null;
        }

        int bits = address.GetAddressBytes().Length * ByteBits;
        return parts.Length == 1 ? new Network(address, bits)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) && prefix <= bits
                ? Of(address, prefix)
            : null;
    }

    public static Network Of(IPAddress address, int prefixBits)
    {
        byte[] bytes = address.GetAddressBytes();
        Mask(bytes, prefixBits, (value, mask) => (byte)(value & mask));
        return new Network(new IPAddress(bytes), prefixBits);
    }

    /// <summary>The highest address.</summary>
    public IPAddress Last()
    {
        byte[] bytes = Address.GetAddressBytes();
        Mask(bytes, PrefixBits, (value, mask) => (byte)(value | ~mask));
        return new IPAddress(bytes);
    }

    public bool Contains(Network other) =>
        other.Address.AddressFamily == Address.AddressFamily
        && other.PrefixBits >= PrefixBits
        && Of(other.Address, PrefixBits).Address.Equals(Address);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixBits}");

    private static IPAddress? Single(string text)
    {
        // Short forms such as 10.1 and numbers are no addresses here, nor is a zone.
        bool isWritten = text.Contains(':', StringComparison.Ordinal)
            ? !text.AsSpan().ContainsAny('%', '[')
            : text.Split('.') is { Length: 4 } octets && octets.All(octet =>
                octet.Length is > 0 and <= 3 && octet.All(char.IsAsciiDigit) && (octet.Length == 1 || octet[0] != '0'));
        return isWritten && IPAddress.TryParse(text, out IPAddress? address)
            ? address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6
                ? address.MapToIPv4()
                : address
            : null;
    }

    private static void Mask(byte[] bytes, int prefixBits, Func<byte, byte, byte> change)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int bits = Math.Clamp(prefixBits - (i * ByteBits), 0, ByteBits);
            bytes[i] = change(bytes[i], (byte)(byte.MaxValue << (ByteBits - bits)));
        }
    }
}
