using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class AddressFunctionTests : DialectTest
{
    [Theory]
    [InlineData("IPADDRESS '2001:0DB8:0:0:0:0:0:1'", "2001:db8::1")]
    [InlineData("IPADDRESS '::ffff:10.0.0.1'", "10.0.0.1")]
    [InlineData("contains('10.0.0.0/8', IPADDRESS '10.255.255.255')", "true")]
    [InlineData("contains('10.0.0.0/8', IPADDRESS '11.0.0.1')", "false")]
    [InlineData("contains('2001:db8::/32', IPADDRESS '2001:db8:1::1')", "true")]
    [InlineData("IPPREFIX '10.1.2.3/8'", "10.0.0.0/8")]
    [InlineData("contains('10.0.0.0/8', NULL)", "NULL")]
    [InlineData("ip_prefix(IPADDRESS '192.168.255.255', 9)", "192.128.0.0/9")]
    [InlineData("ip_prefix('2001:db8:85a3:1:1:8a2e:370:7334', 48)", "2001:db8:85a3::/48")]
    [InlineData("ip_subnet_min('192.64.1.1/9')", "192.0.0.0")]
    [InlineData("ip_subnet_max('192.64.1.1/9')", "192.127.255.255")]
    [InlineData("ip_subnet_range('1.2.3.160/24')", "[1.2.3.0, 1.2.3.255]")]
    [InlineData("is_subnet_of('192.168.3.131/26', IPADDRESS '192.168.3.144')", "true")]
    [InlineData("is_subnet_of('192.168.3.131/26', '192.168.3.131/25')", "false")]
    public async Task Networks_contain_addresses(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("IPADDRESS '1.2.3'")]
    [InlineData("IPADDRESS '1.2.3.256'")]
    [InlineData("IPADDRESS ''")]
    [InlineData("contains('10.0.0.0/33', IPADDRESS '10.0.0.1')")]
    [InlineData("ip_prefix(IPADDRESS '10.0.0.1', 33)")]
    public async Task What_is_no_address_is_an_error(string expression) =>
        Assert.Contains("INVALID_", await Error(expression), StringComparison.Ordinal);
}
