using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Targets;

public sealed class HostTargetTests
{
    [Theory]
    [InlineData("web1", "web1", null, null)]
    [InlineData("  web1\t", "web1", null, null)]
    [InlineData("web1.example.com", "web1.example.com", null, null)]
    [InlineData("web_1", "web_1", null, null)]
    [InlineData("WEB1", "WEB1", null, null)]
    [InlineData("münchen", "münchen", null, null)]
    [InlineData("web1:2222", "web1", 2222, null)]
    [InlineData("web1:1", "web1", 1, null)]
    [InlineData("web1:65535", "web1", 65535, null)]
    [InlineData("core@web1", "web1", null, "core")]
    [InlineData("core@web1:2222", "web1", 2222, "core")]
    [InlineData("kim@corp.example@web1", "web1", null, "kim@corp.example")]
    [InlineData("kim@corp.example@web1:22", "web1", 22, "kim@corp.example")]
    [InlineData("CORP\\kim@web1", "web1", null, "CORP\\kim")]
    [InlineData("10.0.0.7", "10.0.0.7", null, null)]
    [InlineData("10.0.0.7:22", "10.0.0.7", 22, null)]
    [InlineData("::1", "::1", null, null)]
    [InlineData("fe80::1", "fe80::1", null, null)]
    [InlineData("fe80::22", "fe80::22", null, null)]
    [InlineData("2001:db8::5", "2001:db8::5", null, null)]
    [InlineData("::ffff:10.0.0.7", "::ffff:10.0.0.7", null, null)]
    [InlineData("fe80::1%eth0", "fe80::1%eth0", null, null)]
    [InlineData("fe80::1%2", "fe80::1%2", null, null)]
    [InlineData("core@fe80::1%ens192.10", "fe80::1%ens192.10", null, "core")]
    [InlineData("[::1]", "::1", null, null)]
    [InlineData("[::1]:2222", "::1", 2222, null)]
    [InlineData("core@[2001:db8::5]:2222", "2001:db8::5", 2222, "core")]
    [InlineData("[fe80::1%eth0]:22", "fe80::1%eth0", 22, null)]
    [InlineData("ssh://web1", "web1", null, null)]
    [InlineData("ssh://web1/", "web1", null, null)]
    [InlineData("SSH://core@web1:2222/", "web1", 2222, "core")]
    [InlineData("ssh://[::1]:22", "::1", 22, null)]
    public void Reads(string text, string address, int? port, string? user)
    {
        var target = HostTarget.Parse(text);

        Assert.Equal((address, port, user), (target.Address, target.Port, target.UserName));
        Assert.Equal(address, target.ComputerName);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("\r\n", "empty")]
    [InlineData("ssh://", "empty")]
    [InlineData("core@", "empty")]
    [InlineData(":22", "empty")]
    [InlineData("@web1", "no user name")]
    [InlineData("web*", "wildcard")]
    [InlineData("web?", "wildcard")]
    [InlineData("web[12]", "wildcard")]
    [InlineData("*", "wildcard")]
    [InlineData("[web1]", "brackets")]
    [InlineData("[10.0.0.7]:22", "brackets")]
    [InlineData("[::1", "closing bracket")]
    [InlineData("[::1]22", "no port")]
    [InlineData("::1]", "neither host:port nor an IPv6 address")]
    [InlineData("[]", "brackets")]
    [InlineData("web1:", "not a TCP port")]
    [InlineData("web1:0", "not a TCP port")]
    [InlineData("web1:70000", "not a TCP port")]
    [InlineData("web1:65536", "not a TCP port")]
    [InlineData("web1:-1", "not a TCP port")]
    [InlineData("web1:+22", "not a TCP port")]
    [InlineData("web1: 22", "not a TCP port")]
    [InlineData("web1:22.0", "not a TCP port")]
    [InlineData("web1:abc", "not a TCP port")]
    [InlineData("web1:99999999999", "not a TCP port")]
    [InlineData("web1:٢٢", "not a TCP port")]
    [InlineData("[::1]:0", "not a TCP port")]
    [InlineData("[::1]:", "not a TCP port")]
    [InlineData("http://web1", "not a TCP port")]
    [InlineData("a:b:c", "neither host:port nor an IPv6 address")]
    [InlineData("web1:22:22", "neither host:port nor an IPv6 address")]
    [InlineData("-oProxyCommand=reboot", "hyphen")]
    [InlineData("-web1", "hyphen")]
    [InlineData("core@-web1", "hyphen")]
    [InlineData("-oX@web1", "not a user name")]
    [InlineData("a b@web1", "not a user name")]
    [InlineData("$(id)@web1", "not a user name")]
    [InlineData("web 1", "character")]
    [InlineData("web1;reboot", "character")]
    [InlineData("web1|sh", "character")]
    [InlineData("web1&", "character")]
    [InlineData("$(reboot)", "character")]
    [InlineData("`reboot`", "character")]
    [InlineData("web1'", "character")]
    [InlineData("web1\"", "character")]
    [InlineData("web1\\", "character")]
    [InlineData("web1<x", "character")]
    [InlineData("web1>x", "character")]
    [InlineData("web1!", "character")]
    [InlineData("web1,web2", "character")]
    [InlineData("web1/etc", "character")]
    [InlineData("ssh://web1/etc", "character")]
    [InlineData("~web1", "character")]
    [InlineData("web%h", "character")]
    [InlineData("10.0.0.7%eth0", "character")]
    [InlineData("fe80::1%$(id)", "neither host:port nor an IPv6 address")]
    [InlineData("web\u00001", "character")]
    [InlineData("web\n1", "character")]
    [InlineData("web\u001b[31m", "control characters")]
    [InlineData("web\u001bc", "character")]
    [InlineData("web1\u200b", "character")] // a zero-width space from a web page
    [InlineData("\u202e1bew", "character")]
    [InlineData("web\u00a01", "character")]
    public void Refuses(string text, string because)
    {
        var error = Assert.Throws<HostTargetException>(() => HostTarget.Parse(text));

        Assert.Contains(because, error.Message);
        Assert.Equal(HostText.Clean(error.Message), error.Message); // nothing that a terminal acts upon
    }

    [Theory]
    [InlineData("root:s3cret@web1")]
    [InlineData("ssh://root:s3cret@web1:22")]
    public void APasswordIsRefusedAndNotRepeated(string text)
    {
        var error = Assert.Throws<HostTargetException>(() => HostTarget.Parse(text));

        Assert.Contains("-Credential", error.Message);
        Assert.DoesNotContain("s3cret", error.Message);
    }

    [Fact]
    public void AVeryLongNameIsRefusedInAShortMessage()
    {
        var error = Assert.Throws<HostTargetException>(() => HostTarget.Parse(new string('a', 100_000)));

        Assert.True(error.Message.Length < 300);
        Assert.Equal(255, HostTarget.Parse(new string('a', 255)).Address.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void APortOutOfRangeIsRefused(int port) =>
        Assert.Contains("1 to 65535", Assert.Throws<HostTargetException>(() => new HostTarget("web1", "web1", port)).Message);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u001b[2J")]
    public void ALabelMustBePrintable(string label) => Assert.Throws<HostTargetException>(() => new HostTarget(label, "web1"));

    [Theory]
    [InlineData("web1", "web1", null, "web1")]
    [InlineData("web1", "web1", 2222, "web1:2222")]
    [InlineData("web1", "10.0.0.7", null, "web1 (10.0.0.7)")]
    [InlineData("web1", "10.0.0.7", 2222, "web1 (10.0.0.7:2222)")]
    [InlineData("::1", "::1", null, "::1")]
    [InlineData("::1", "::1", 22, "[::1]:22")]
    [InlineData("vm 7 (blue)", "::1", 22, "vm 7 (blue) ([::1]:22)")]
    public void NamesItself(string name, string address, int? port, string expected) =>
        Assert.Equal(expected, new HostTarget(name, address, port).ToString());
}
