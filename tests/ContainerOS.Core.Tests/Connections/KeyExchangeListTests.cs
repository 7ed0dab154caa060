using ContainerOS.Connections;
using Xunit;

namespace ContainerOS.Tests.Connections;

/// <summary>KexAlgorithms of ssh_config, for the connection that has to follow it by itself.</summary>
public sealed class KeyExchangeListTests
{
    private static readonly string[] Known = ["sntrup", "curve", "ecdh-256", "ecdh-384", "group1-sha1"];
    private static readonly string[] Offer = ["sntrup", "curve", "ecdh-256", "ecdh-384"];

    [Theory]
    [InlineData("curve", "curve")]
    [InlineData("ecdh-384,curve,nosuch", "ecdh-384,curve")]
    [InlineData("nosuch", "")]
    [InlineData("ecdh-*", "ecdh-256,ecdh-384")]
    [InlineData("group1-sha1", "group1-sha1")]
    [InlineData("+group1-sha1,curve", "sntrup,curve,ecdh-256,ecdh-384,group1-sha1")]
    [InlineData("-sntrup", "curve,ecdh-256,ecdh-384")]
    [InlineData("-ecdh-*,sntrup", "curve")]
    [InlineData("^ecdh-384,curve", "ecdh-384,curve,sntrup,ecdh-256")]
    public void What_is_offered(string list, string expected) =>
        Assert.Equal(expected, string.Join(",", KeyExchangeList.Parse(list).Apply(Offer, Known)));

    [Theory]
    [InlineData("curve25519-sha256@libssh.org", true)]
    [InlineData("^a,b", true)]
    [InlineData("", false)]
    [InlineData("+", false)]
    [InlineData("a,,b", false)]
    [InlineData("a,+b", false)]
    [InlineData("a b", false)]
    [InlineData("a\nProxyCommand x", false)]
    [InlineData("-oProxyCommand=x", false)]
    public void What_is_a_list(string text, bool valid) => Assert.Equal(valid, KeyExchangeList.IsValid(text));
}
