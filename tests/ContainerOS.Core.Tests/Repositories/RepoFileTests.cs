using System.Linq;
using System.Text;
using ContainerOS.Repositories;
using Xunit;

namespace ContainerOS.Tests.Repositories;

public sealed class RepoFileTests
{
    private const string Photon = "# by the installer\n[photon]\nname=VMware Photon Linux $releasever ($basearch)\nbaseurl = https://dl.bintray.com/vmware/photon_release_$releasever_$basearch\ngpgcheck=1\nenabled=1\n\n[photon-extras]\nbaseurl=http://one/\n  http://two/\nenabled=0";

    [Theory]
    [InlineData("photon", "baseurl", "https://dl.bintray.com/vmware/photon_release_$releasever_$basearch")]
    [InlineData("photon", "ENABLED", "1")]
    [InlineData("photon", "skip_if_unavailable", null)]
    [InlineData("photon-extras", "baseurl", "http://one/ http://two/")]
    [InlineData("nosuch", "enabled", null)]
    public void Settings_are_read(string section, string key, string? value) => Assert.Equal(value, Parse(Photon).Get(section, key));

    [Fact]
    public void What_is_not_changed_stays_byte_for_byte()
    {
        byte[] odd = [.. Encoding.ASCII.GetBytes("; x\r\n[a]\r\n\tname=\r\nbaseurl=\xe9\n"), 0xff, 0x00, 0x0d, .. Encoding.ASCII.GetBytes("\n[a]\nenabled=0")];
        Assert.Equal(odd, RepoFile.Parse(odd).ToBytes());
        Assert.Equal(["photon", "photon-extras"], Parse(Photon).Sections);
    }

    [Fact]
    public void A_setting_is_changed_where_it_stands()
    {
        var file = Parse(Photon);
        file.Set("photon", "baseurl", "file:///mirror");
        Assert.Equal(Photon.Replace("https://dl.bintray.com/vmware/photon_release_$releasever_$basearch", "file:///mirror"), Text(file));
    }

    [Fact]
    public void Further_lines_of_a_setting_go_with_it()
    {
        var file = Parse(Photon);
        file.Set("photon-extras", "baseurl", "https://three/");
        Assert.EndsWith("[photon-extras]\nbaseurl=https://three/\nenabled=0", Text(file));
    }

    [Theory]
    [InlineData("[a]\r\nname=x\r\n\r\n[b]\r\n", "[a]\r\nname=x\r\nenabled=0\r\n\r\n[b]\r\n")]
    [InlineData("[a]\nname=x", "[a]\nname=x\nenabled=0\n")]
    [InlineData("[a]", "[a]\nenabled=0\n")]
    [InlineData("[a]\n#enabled=1\n", "[a]\n#enabled=1\nenabled=0\n")]
    [InlineData("[a]\nenabled=1\n[b]\nenabled=1\n[a]\nenabled = 1\n", "[a]\nenabled=0\n[b]\nenabled=1\n[a]\nenabled = 0\n")]
    public void A_setting_that_is_missing_comes_behind_the_others(string before, string after)
    {
        var file = Parse(before);
        file.Set("a", "enabled", "0");
        Assert.Equal(after, Text(file));
        Assert.Equal("0", file.Get("a", "enabled"));
    }

    private static RepoFile Parse(string text) => RepoFile.Parse(Encoding.Latin1.GetBytes(text));

    private static string Text(RepoFile file) => Encoding.Latin1.GetString(file.ToBytes().ToArray());
}
