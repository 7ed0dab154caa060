using System.Linq;
using Xunit;

namespace ContainerOS.Tests.Info;

public sealed class AddressReaderTests
{
    private const string Eth = "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0";

    [Fact]
    public void ContainerNetworksAndServiceAddressesAreLeftOut()
    {
        var info = new Answer()
            .Fact("connection", "10.0.0.1 50000 10.0.0.7 22")
            .Fact("route", Eth, "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0", "cni0\t0000F40A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0", "eth1\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0")
            .Fact("trie", Trie("127.0.0.1", "172.17.0.1", "10.244.0.1", "10.96.0.1", "10.0.0.8", "192.168.7.9", "10.0.0.7")).Read();

        Assert.Equal(["10.0.0.7", "10.0.0.8", "192.168.7.9"], info.Addresses);
    }

    [Fact]
    public void ARouteThroughAGatewayIsNoNetworkOfItsOwn()
    {
        var info = new Answer().Fact("route", Eth, "eth0\t0000000A\t0100000A\t0003\t0\t0\t0\t000000FF\t0\t0\t0").Fact("trie", Trie("10.96.0.1", "10.0.0.7")).Read();

        Assert.Equal(["10.0.0.7"], info.Addresses);
    }

    [Fact]
    public void TheNearestNetworkDecides()
    {
        var info = new Answer().Fact("route", "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0", "docker0\t0001010A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0").Fact("trie", Trie("10.1.1.1", "10.0.0.7")).Read();

        Assert.Equal(["10.0.0.7"], info.Addresses);
    }

    [Theory]
    [InlineData("20010db8000000000000000000000005 02 40 00 80     eth0", "2001:db8::5")]
    [InlineData("fd000000000000000000000000000002 04 40 00 82     ens192", "fd00::2")]
    [InlineData("fe8000000000000000fc00fffe000001 04 40 20 80     eth0", null)]
    [InlineData("00000000000000000000000000000001 01 80 10 80       lo", null)]
    [InlineData("fd000000000000000000000000000001 04 40 00 82     docker0", null)]
    [InlineData("fd000000000000000000000000000001 04 40 00 82     veth12ab", null)]
    [InlineData("fd00000000000000000000000000000g 04 40 00 82     eth0", null)]
    [InlineData("fd00 04 40 00 82 eth0", null)]
    [InlineData("", null)]
    public void IPv6(string line, string? address) => Assert.Equal(address is null ? ["10.0.0.7"] : ["10.0.0.7", address], new Answer().Fact("inet6", line).Read().Addresses);

    [Theory]
    [InlineData("10.0.0.1 50000 10.9.9.9 22", "10.9.9.9")] // behind a NAT that ends on the host: still the one connected to
    [InlineData("2001:db8::1 50000 2001:db8::5 22", "2001:db8::5")]
    public void TheAddressConnectedToComesFirst(string connection, string address) =>
        Assert.Equal([address, "10.0.0.7"], new Answer().Fact("connection", connection).Read().Addresses);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1 50000")]
    [InlineData("UNKNOWN 65535 UNKNOWN 65535")]
    public void WithoutAConnectionTheTablesTell(string connection) => Assert.Equal(["10.0.0.7"], new Answer().Fact("connection", connection).Read().Addresses);

    [Fact]
    public void NoTablesNoAddressesAndAReason()
    {
        var info = new Answer().Fact("connection", "").Absent("/proc/net/fib_trie", "trie", "route").Read();

        Assert.Empty(info.Addresses);
        Assert.NotEqual("", info.Why(nameof(info.Addresses)));
    }

    [Theory]
    [InlineData("eth0")]
    [InlineData("eth0\tx\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0")]
    [InlineData("eth0\t0000000A0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0")]
    public void BrokenRoutesAreNone(string route) => Assert.Empty(new Answer().Fact("connection", "").Fact("route", route).Read().Addresses);

    private static string[] Trie(params string[] addresses) => [.. addresses.SelectMany(address => new[] { "           |-- " + address, "              /32 host LOCAL" })];
}
