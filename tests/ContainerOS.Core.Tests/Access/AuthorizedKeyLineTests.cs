using System.Linq;
using System.Text;
using ContainerOS.Access.Keys;
using Xunit;

namespace ContainerOS.Tests.Access;

public sealed class AuthorizedKeyLineTests
{
    [Theory]
    [InlineData(AccessHost.Key, "", "")]
    [InlineData("  \t" + AccessHost.Key + "  kim at home \r\n", "", "kim at home")]
    [InlineData("no-pty,from=\"10.*,!10.0.0.1\" " + AccessHost.Key + " kim", "no-pty|from=\"10.*,!10.0.0.1\"", "kim")]
    [InlineData("command=\"echo \\\"a, b\\\"\",restrict\t" + AccessHost.Key, "command=\"echo \\\"a, b\\\"\"|restrict", "")]
    public void Keys_are_read(string text, string options, string comment)
    {
        var line = Assert.Single(AuthorizedKeyLine.Of(Encoding.Latin1.GetBytes(text)));
        Assert.Equal((text, "ssh-ed25519", comment, null), (line.Text, line.Type, line.Comment, line.Problem));
        Assert.Equal(options, string.Join("|", line.Options));
        Assert.StartsWith("SHA256:", line.Fingerprint);
    }

    [Theory]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEB", "there is no whole key in it")]
    [InlineData("command=\"ls " + AccessHost.Key, "a quote is not closed")]
    [InlineData("kim", "there is no whole key in it")]
    public void Bad_lines_say_why(string text, string problem)
    {
        var line = Assert.Single(AuthorizedKeyLine.Of(Encoding.Latin1.GetBytes(text)));
        Assert.False(line.IsKey);
        Assert.Equal(problem, line.Problem);
    }

    [Fact]
    public void Nothing_is_lost()
    {
        const string Text = "# one\r\n\r\n\n" + AccessHost.Key + "\nbad\u00ff\u0001line\r\n  # two";
        var lines = AuthorizedKeyLine.Of(Encoding.Latin1.GetBytes(Text));
        Assert.Equal(Text, string.Concat(lines.Select(line => line.Text)));
        Assert.Equal([1, 2, 3, 4, 5, 6], lines.Select(line => line.Number));
        Assert.Equal([true, true, true, false, false, true], lines.Select(line => line.IsBlank));
        Assert.Empty(AuthorizedKeyLine.Of([]));
    }

    [Fact]
    public void Options_have_values()
    {
        var line = AuthorizedKeyLine.Of(Encoding.Latin1.GetBytes("Command=\"echo \\\"a\\\"\",cert-authority,principals=kim " + AccessHost.Key))[0];
        Assert.Equal(("echo \"a\"", true, "kim", null), (line.OptionValue("command"), line.IsAuthority, line.OptionValue("principals"), line.OptionValue("from")));
    }

    [Theory]
    [InlineData(".ssh/authorized_keys", "/home/kim/.ssh/authorized_keys")]
    [InlineData("%h/keys", "/home/kim/keys")]
    [InlineData("/etc/keys/%u-%U-%%", "/etc/keys/kim-1000-%")]
    public void Patterns_stand_for_paths(string pattern, string path) =>
        Assert.Equal(path, Assert.Single(KeyPaths.Of([pattern, "none", pattern], new ContainerOS.Access.Accounts.HostAccount("kim", 1000, 1000) { Home = "/home/kim" })));
}
