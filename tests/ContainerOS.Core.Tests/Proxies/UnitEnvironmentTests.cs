using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Proxies;
using Xunit;

namespace ContainerOS.Tests.Proxies;

public sealed class UnitEnvironmentTests
{
    [Theory]
    [InlineData("Environment=HTTP_PROXY=http://a:1 NO_PROXY=b,c", "http://a:1", "b,c")]
    [InlineData("Environment=\"HTTP_PROXY=http://a:1\" 'NO_PROXY=b c'", "http://a:1", "b c")]
    [InlineData("Environment=HTTP_PROXY=\"http://u:p%%40@a:1\"", "http://u:p%40@a:1", null)]
    [InlineData("Environment=HTTP_PROXY=http://a:1\nEnvironment=HTTP_PROXY=http://b:1", "http://b:1", null)]
    [InlineData("Environment=HTTP_PROXY=http://a:1\nEnvironment=", null, null)]
    [InlineData("Environment=HTTP_PROXY=http://a:1 \\\n  # between\n  NO_PROXY=b", "http://a:1", "b")]
    [InlineData("#Environment=HTTP_PROXY=http://a:1\n[Unit]\nEnvironment=HTTP_PROXY=http://b:1", null, null)]
    [InlineData("EnvironmentFile=-/etc/env\nEnvironment=HTTP_PROXY=http://a:1", "http://of-the-file:1", null)]
    [InlineData("EnvironmentFile=/etc/env\nEnvironmentFile=\nEnvironment=HTTP_PROXY=http://a:1", "http://a:1", null)]
    public void A_unit_is_read_as_systemd_reads_it(string lines, string? proxy, string? none)
    {
        var unit = new UnitEnvironment(["/u"], Files(("/u", "[Service]\n" + lines + "\n"), ("/etc/env", "# x\nHTTP_PROXY=\"http://of-the-file:1\"\n")), []);
        Assert.Equal((proxy, none), (unit.Proxies.Http, unit.Proxies.None));
    }

    [Fact]
    public void Of_two_drop_ins_the_later_name_wins_whatever_folder_it_is_in()
    {
        var daemon = new ProxyDaemon(ProxyProgram.Docker) { Fragment = "/usr/lib/systemd/system/docker.service", DropIns = ["/usr/lib/systemd/system/service.d/10-all.conf"] };
        string[] paths = ["/etc/systemd/system/docker.service.d/http-proxy.conf", "/run/systemd/system/docker.service.d/a.conf", "/usr/lib/systemd/system/docker.service.d/http-proxy.conf", "/usr/lib/systemd/system/docker.service",
            "/usr/lib/systemd/system/service.d/10-all.conf", "/etc/systemd/system/containerd.service.d/x.conf", "/etc/systemd/system/docker.service.d/zz-containeros-proxy.env", new UnitProxyFiles("docker.service").DropIn];
        Assert.Equal(["/usr/lib/systemd/system/docker.service", "/usr/lib/systemd/system/service.d/10-all.conf", "/run/systemd/system/docker.service.d/a.conf", "/etc/systemd/system/docker.service.d/http-proxy.conf", "/etc/systemd/system/docker.service.d/zz-containeros-proxy.conf"], daemon.UnitFiles(paths));
    }

    [Fact]
    public void A_password_is_in_no_line_that_systemd_tells_everybody()
    {
        var files = new UnitProxyFiles("docker.service");
        var secret = new ProxyValues("http://svc:pass@proxy:1", "http://svc:pass@proxy:1", "a,b");
        var contents = files.Contents(secret).ToDictionary(file => file.Path, file => Encoding.ASCII.GetString(file.Content!));
        Assert.DoesNotContain("pass", contents[files.DropIn]);
        Assert.Contains("HTTPS_PROXY=http://svc:pass@proxy:1\nNO_PROXY=a,b\n", contents[files.Secrets]);
        Assert.Equal(secret, new UnitEnvironment([files.DropIn], Files(contents.Select(file => (file.Key, file.Value)).ToArray()), []).Proxies);
        Assert.Equal("http://svc:***@proxy:1", secret.ToString());
    }

    [Theory]
    [InlineData("[]\n\n", "")]
    [InlineData("- A=b\n- 'HTTP_PROXY=http://it''s'\n- \"NO_PROXY=x\"\n\n", "A=b|HTTP_PROXY=http://it's|NO_PROXY=x")]
    [InlineData("- \"A=\\t\"\n", null)]
    [InlineData("A: b\n", null)]
    public void The_list_of_ros_is_read(string printed, string? list) => Assert.Equal(list, RosEnvironment.Parse(printed.Split('\n')) is { } read ? string.Join('|', read) : null);

    [Fact]
    public void The_list_of_ros_keeps_what_is_not_about_proxies()
    {
        var list = RosEnvironment.With(["A=b", "HTTP_PROXY=http://old:1", "HTTP_PROXY_X=1"], new ProxyValues("http://a:1", "http://a:1", "b"));
        Assert.Equal(["A=b", "HTTP_PROXY_X=1", "HTTP_PROXY=http://a:1", "HTTPS_PROXY=http://a:1", "NO_PROXY=b"], list);
        Assert.Equal("rancher:\n  docker:\n    environment:\n    - 'it''s'\n", RosEnvironment.ToYaml(["it's"]));
        Assert.Equal("rancher:\n  docker:\n    environment: []\n", RosEnvironment.ToYaml([]));
    }

    private static Dictionary<string, byte[]> Files(params (string Path, string Text)[] files) => files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text));
}
