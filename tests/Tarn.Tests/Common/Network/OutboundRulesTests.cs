using System.Net;
using Tarn.Common.Network;
using Xunit;

namespace Tarn.Tests.Common.Network;

public sealed class OutboundRulesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    public void Addresses_inside_are_refused(string address) =>
        Assert.NotNull(OutboundRules.None.RefusalOf("any.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::93.184.216.34")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    public void Addresses_of_the_internet_are_not(string address) =>
        Assert.Null(OutboundRules.None.RefusalOf("any.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.2.3", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("hooks.internal", "10.2.2.3", true)]
    [InlineData("HOOKS.internal", "10.2.2.3", true)]
    [InlineData("internal", "10.2.2.3", false)]
    public void Hosts_addresses_and_blocks_can_be_allowed(string rule, string address, bool isAllowed) => Assert.Equal(
        isAllowed, new OutboundRules([rule]).RefusalOf("hooks.internal", IPAddress.Parse(address)) is null);

    [Theory]
    [InlineData("hooks.internal", true)]
    [InlineData("localhost", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("127.1", false)]
    [InlineData("http://hooks", false)]
    [InlineData("hooks:8080", false)]
    [InlineData("*.internal", false)]
    [InlineData("", false)]
    public void What_is_none_of_them_is_no_rule(string text, bool isRule) =>
        Assert.Equal(isRule, OutboundRules.IsRule(text));
}
