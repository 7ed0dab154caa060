using System.Text;
using ContainerOS.Proxies;
using Xunit;

namespace ContainerOS.Tests.Proxies;

public sealed class TdnfConfigurationTests
{
    private static readonly ProxyAddress Plain = ProxyAddress.Parse("http://proxy:3128", out _)!;
    private static readonly ProxyAddress Secret = Plain.WithLogin("svc", "{p%");

    [Theory]
    [InlineData("[main]\ngpgcheck=1\n", "[main]\ngpgcheck=1\nproxy=http://proxy:3128\n")]
    [InlineData("[main]\ngpgcheck=1", "[main]\ngpgcheck=1\nproxy=http://proxy:3128")]
    [InlineData("[main]", "[main]\nproxy=http://proxy:3128")]
    [InlineData("# x\n\n [ main ]\r\ngpgcheck=1\r\n\n[other]\nproxy=http://kept\n", "# x\n\n [ main ]\r\ngpgcheck=1\r\nproxy=http://proxy:3128\n\n[other]\nproxy=http://kept\n")]
    [InlineData("[main]\n#proxy=http://no\nPROXY=http://no\nproxyx=1\n", "[main]\n#proxy=http://no\nPROXY=http://no\nproxyx=1\nproxy=http://proxy:3128\n")]
    public void A_proxy_that_is_set_and_taken_away_leaves_the_bytes_as_they_were(string before, string after)
    {
        var file = Parse(before);
        TdnfProxy.Write(file, Plain);
        Assert.Equal(after, Text(file));
        Assert.Equal("http://proxy:3128", TdnfProxy.Read(Parse(after)));
        TdnfProxy.Write(file, null);
        Assert.Equal(before, Text(file));
        TdnfProxy.Write(file, Secret);
        TdnfProxy.Write(file, null);
        Assert.Equal(before, Text(file));
    }

    [Fact]
    public void A_setting_is_changed_where_it_stands_and_the_login_comes_and_goes()
    {
        var file = Parse("[main]\n proxy = http://old:1\ngpgcheck=1\nproxy_password=x\nproxy=http://last:1\n");
        Assert.Equal("http://last:1", TdnfProxy.Read(file));
        TdnfProxy.Write(file, Secret);
        Assert.Equal("[main]\n proxy = http://proxy:3128\ngpgcheck=1\nproxy_password=%7Bp%25\nproxy=http://proxy:3128\nproxy_username=svc\n", Text(file));
        Assert.Equal("http://svc:%7Bp%25@proxy:3128", TdnfProxy.Read(file));
        TdnfProxy.Write(file, Plain);
        Assert.Equal("[main]\n proxy = http://proxy:3128\ngpgcheck=1\nproxy=http://proxy:3128\n", Text(file));
    }

    [Fact]
    public void What_is_not_changed_stays_byte_for_byte()
    {
        byte[] odd = [.. Encoding.ASCII.GetBytes("; x\r\n[main]\r\n\tname=\r\n"), 0xff, 0x00, 0x0d, .. Encoding.ASCII.GetBytes("\n[a]\nenabled=0")];
        Assert.Equal(odd, TdnfConfiguration.Parse(odd).ToBytes());
        Assert.False(Parse("[other]\n").HasMain);
    }

    private static TdnfConfiguration Parse(string text) => TdnfConfiguration.Parse(Encoding.Latin1.GetBytes(text));

    private static string Text(TdnfConfiguration file) => Encoding.Latin1.GetString(file.ToBytes());
}
