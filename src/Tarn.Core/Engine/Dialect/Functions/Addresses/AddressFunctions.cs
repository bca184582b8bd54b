using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Addresses;

/// <summary>Functions of IP addresses and networks.</summary>
internal static class AddressFunctions
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_ip", [OwnTypes.Varchar], OwnTypes.Varchar, arguments => AddressOf((string)arguments[0]!)),
        new("tarn_ip_network", [OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            NetworkOf((string)arguments[0]!).ToString()),
        new("tarn_ip_contains", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Boolean, arguments =>
            NetworkOf((string)arguments[0]!).Contains(NetworkOf((string)arguments[1]!))),
        new("tarn_ip_prefix", [OwnTypes.Varchar, OwnTypes.Bigint], OwnTypes.Varchar, arguments =>
            Prefix(NetworkOf((string)arguments[0]!), (long)arguments[1]!)),
        new("tarn_ip_subnet_min", [OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            NetworkOf((string)arguments[0]!).Address.ToString()),
        new("tarn_ip_subnet_max", [OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            NetworkOf((string)arguments[0]!).Last().ToString()),
    ];

    private static string AddressOf(string text) =>
        Network.Parse(text) is { } network && !text.Contains('/', StringComparison.Ordinal)
            ? network.Address.ToString()
            : throw FunctionError.InvalidCast($"Cannot cast value to IPADDRESS: {text}");

    private static Network NetworkOf(string text) =>
        Network.Parse(text) ?? throw FunctionError.InvalidCast($"Cannot cast value to IPPREFIX: {text}");

    private static string Prefix(Network address, long bits) => bits >= 0 && bits <= address.AddressBits
        ? Network.Of(address.Address, (int)bits).ToString()
        : throw FunctionError.InvalidArgument(
            $"{(address.AddressBits == 32 ? "IPv4" : "IPv6")} subnet size must be in range [0, {address.AddressBits}]");
}
