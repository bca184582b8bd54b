using Tarn.Engine.Dialect.Functions.Addresses;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// IP addresses and networks ("IP Address Functions"). They are texts in canonical form: an IPv4 address is what its
/// mapping into IPv6 is.
/// </summary>
internal static class AddressRules
{
    private const string Templates = """
        contains/2 text,text|null = tarn_ip_contains({0}, {1})
        ip_prefix/2 = tarn_ip_prefix({0}, {1})
        ip_subnet_max/1 = tarn_ip_subnet_max({0})
        ip_subnet_min/1 = tarn_ip_subnet_min({0})
        ip_subnet_range/1 = [tarn_ip_subnet_min({0}), tarn_ip_subnet_max({0})]
        is_subnet_of/2 = tarn_ip_contains({0}, {1})
        """;

    public static RuleTable Table { get; } = new(Templates, [], AddressFunctions.All);
}
