using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Proxies;
using ContainerOS.Repositories;
using ContainerOS.Tests.Changes;
using Xunit;

namespace ContainerOS.Tests.Proxies;

/// <summary>Hosts whose proxies are changed.</summary>
public sealed class ProxyChangeTests(ProxyLab lab) : IClassFixture<ProxyLab>
{
    private const string DropIn = "/etc/systemd/system/docker.service.d/zz-containeros-proxy.conf";
    private const string Secrets = "/etc/systemd/system/docker.service.d/zz-containeros-proxy.env";

    // All that a change may touch, but for the folder of a drop-in, which stays.
    private const string State = "cat /etc/tdnf/tdnf.conf; find /etc/systemd/system -path '*docker*' ! -type d -o -path '*containerd*' ! -type d; grep -c . /var/lib/rancher/conf/cloud-config.yml";
    private static readonly ProxyAddress Plain = ProxyAddress.Parse("http://proxy.corp:3128", out _)!;
    private static readonly ProxyAddress Secret = Plain.WithLogin("CORP\\svc", "T0p%$\"'\\ {@:/");
    private static readonly string Encoded = Secret.Password!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_proxy_is_set_changed_and_taken_away_and_survives_what_it_is_said_to() =>
        Task.WhenAll(CycleAsync("photon3", true), CycleAsync("photon5", true), CycleAsync("flatcar", true), CycleAsync("debian", true), CycleAsync("cos", false));

    private async Task CycleAsync(string kind, bool survives)
    {
        var host = await HostAsync(kind);
        var before = await host.RootAsync("systemctl start docker.service; " + State);

        var set = await ChangeAsync(host, new ProxyRequest(Plain) { NoProxy = ["localhost", "10.0.0.0/8"] });
        Assert.Equal(kind.StartsWith("photon", StringComparison.Ordinal) ? [ProxyProgram.Tdnf, ProxyProgram.Docker, ProxyProgram.Containerd] : [ProxyProgram.Docker, ProxyProgram.Containerd], set.Select(change => change.Program));
        Assert.All(set, change => Assert.Equal((true, null, "http://proxy.corp:3128", survives), (change.Changed, change.Before, change.Proxy, change.SurvivesReboot)));
        Assert.Equal(["docker.service"], set.Single(change => change.Program == ProxyProgram.Docker).RestartRequired);
        Assert.Equal((null, "http://proxy.corp:3128", true), await DockerAsync(host));
        var stale = await PlanAsync(host, new ProxyRequest(Plain));
        Assert.False(stale.HasChanges);
        Assert.Contains(stale.Warnings, warning => warning.StartsWith("docker.service goes on without a proxy until it is restarted", StringComparison.Ordinal));
        Assert.Equal("restart docker.service; its containers stop with it", (await PlanAsync(host, new ProxyRequest(Plain) { RestartService = true })).Change.Summary[0]);

        var changed = await ChangeAsync(host, new ProxyRequest(ProxyAddress.Parse("http://other:8080", out _)) { RestartService = true });
        Assert.All(changed, change => Assert.Equal(("http://proxy.corp:3128", "http://other:8080", 0), (change.Before, change.Proxy, change.RestartRequired.Count)));
        Assert.Equal(["localhost", "10.0.0.0/8"], changed.Single(change => change.Program == ProxyProgram.Containerd).NoProxy);

        await host.RebootAsync();
        await host.RootAsync("systemctl start docker.service");
        Assert.Equal(survives ? ("http://other:8080", "http://other:8080", false) : (null, null, false), await DockerAsync(host));
        if (survives)
            Assert.All(await ChangeAsync(host, new ProxyRequest(null) { RestartService = true }), change => Assert.Equal((null, 0), (change.Proxy, change.RestartRequired.Count)));
        Assert.Equal(before, await host.RootAsync(State));
    }

    [Fact]
    public async Task RancherOS_keeps_it_through_ros_and_no_password()
    {
        var host = await HostAsync("rancheros");
        await host.RootAsync("ros config set rancher.docker.environment \"['A=b']\"; system-docker restart docker");
        var set = Assert.Single(await ChangeAsync(host, new ProxyRequest(Plain) { NoProxy = ["*.corp"], RestartService = true }));
        Assert.Equal((ProxyProgram.Docker, "rancher.docker.environment", true, true), (set.Program, set.File, set.SurvivesReboot, set.Restarted));
        Assert.Equal(("http://proxy.corp:3128", "http://proxy.corp:3128", false), await DockerAsync(host));
        await AssertNothingToDoAsync(host, new ProxyRequest(Plain));
        await host.RebootAsync();
        Assert.Equal("- A=b\n- 'HTTP_PROXY=http://proxy.corp:3128'\n- 'HTTPS_PROXY=http://proxy.corp:3128'\n- 'NO_PROXY=*.corp'\n\n", (await host.RootAsync("ros config get rancher.docker.environment")).Replace("- 'A=b'", "- A=b"));
        Assert.Empty(Assert.Single(await ChangeAsync(host, new ProxyRequest(Plain) { NoProxy = [] })).NoProxy);
        await ChangeAsync(host, new ProxyRequest(null));
        Assert.Equal("- A=b\n\n", (await host.RootAsync("ros config get rancher.docker.environment")).Replace("'", ""));
        Assert.Contains("log", (await Assert.ThrowsAsync<HostConnectionException>(() => ChangeAsync(host, new ProxyRequest(Secret)))).Message);
    }

    [Fact]
    public async Task A_password_is_for_root_only_and_nothing_of_it_stays_elsewhere()
    {
        var host = await HostAsync("photon4");
        await File.WriteAllTextAsync(Path.Combine(lab.Host("photon4").Root, "etc/watched"), Encoded + "\n", Token);
        await host.RootAsync("systemd-run -q --unit watch sh -c 'while [ -e /etc/watched ]; do grep -alFf /etc/watched /proc/[0-9]*/cmdline >>/run/seen; done'");
        var before = await host.RootAsync("systemctl start docker.service; " + State);
        var set = await ChangeAsync(host, new ProxyRequest(Secret) { RestartService = true });
        Assert.All(set, change => Assert.Equal("http://CORP%5Csvc:***@proxy.corp:3128", change.Proxy));
        // read back by systemd, and so by the daemon
        Assert.Equal($"600 {Secrets}\n600 /etc/tdnf/tdnf.conf\nHTTPS_PROXY={Secret.WithPassword}\nproxy_username=CORP%5Csvc\nproxy_password={Encoded}\n", await host.RootAsync($"""
            stat -c '%a %n' {Secrets} /etc/tdnf/tdnf.conf
            tr '\0' '\n' </proc/$(systemctl show -p MainPID docker.service | cut -d = -f 2)/environ | grep ^HTTPS_PROXY
            grep ^proxy_ /etc/tdnf/tdnf.conf
            rm /etc/watched
            cat /run/seen
            """));
        Assert.Equal("", await host.RootAsync($"""
            systemctl show docker.service containerd.service | grep -F '{Encoded}'
            journalctl -q | grep -F '{Encoded}' | grep -v grep
            grep -rlF '{Encoded}' {DropIn} /var/lib/containeros /tmp /var/tmp
            chmod 644 {Secrets}
            """));
        await ChangeAsync(host, new ProxyRequest(Secret) { Programs = [ProxyProgram.Docker] });
        Assert.Equal("600\n", await host.RootAsync($"stat -c %a {Secrets}"));

        await ChangeAsync(host, new ProxyRequest(Plain));
        Assert.Equal("", await host.RootAsync($"grep -rlF '{Encoded}' /etc /var/lib/containeros"));
        await ChangeAsync(host, new ProxyRequest(null));
        Assert.Equal(before, await host.RootAsync(State));
    }

    [Fact]
    public async Task What_other_drop_ins_say_is_told_with_who_wins()
    {
        var host = await HostAsync("containerlinux");
        await host.RootAsync("mkdir -p /etc/systemd/system/docker.service.d; cd /etc/systemd/system/docker.service.d; printf '[Service]\\nEnvironment=\"HTTPS_PROXY=http://a:pw@by-hand:1\"\\n' >http-proxy.conf");
        var request = new ProxyRequest(Plain) { Programs = [ProxyProgram.Docker] };
        var plan = await PlanAsync(host, request);
        Assert.Contains(plan.Lines, line => line.Contains("http-proxy.conf sets a proxy as well (http://a:***@by-hand:1); zz-containeros-proxy.conf comes later and wins"));
        await ChangeAsync(host, request);
        Assert.Equal((null, "http://proxy.corp:3128", false), await DockerAsync(host));

        await host.RootAsync("mv /etc/systemd/system/docker.service.d/http-proxy.conf /etc/systemd/system/docker.service.d/zzz.conf");
        var lost = await PlanAsync(host, request);
        Assert.Contains(lost.Warnings, warning => warning.Contains("zzz.conf sets a proxy as well (http://a:***@by-hand:1), and wins"));
        Assert.False(lost.HasChanges);
        Assert.Contains((await PlanAsync(host, new ProxyRequest(null))).Warnings, warning => warning.Contains("zzz.conf") && warning.Contains("and stays"));
        await host.RootAsync("rm /etc/systemd/system/docker.service.d/zzz.conf");
        await ChangeAsync(host, new ProxyRequest(null));
    }

    [Theory]
    [InlineData("mount -t tmpfs -o size=64k tmpfs /etc/systemd/system/containerd.service.d; head -c 100k /dev/zero >/etc/systemd/system/containerd.service.d/full 2>/dev/null", "zz-containeros-proxy")]
    [InlineData("mount --bind /etc/systemd/system/containerd.service.d /etc/systemd/system/containerd.service.d; mount -o remount,ro,bind /etc/systemd/system/containerd.service.d", "zz-containeros-proxy")]
    [InlineData("mount --bind /etc/tdnf /etc/tdnf; mount -o remount,ro,bind /etc/tdnf", "nothing was changed: /etc/tdnf cannot be written to")]
    public async Task What_cannot_be_written_leaves_all_as_it_was(string fault, string problem)
    {
        var host = await HostAsync("photon4");
        var before = await host.RootAsync($"mkdir -p /etc/systemd/system/containerd.service.d; chmod 644 /etc/tdnf/tdnf.conf; {State}; {{ {fault}; }} >&2");
        try
        {
            var failed = await Assert.ThrowsAsync<HostConnectionException>(() => ChangeAsync(host, new ProxyRequest(Secret)));
            Assert.Contains(problem, failed.Message);
            Assert.DoesNotContain(Encoded, failed.ToString());
        }
        finally
        {
            await host.RootAsync("umount /etc/systemd/system/containerd.service.d 2>/dev/null || umount /etc/tdnf");
        }

        Assert.Equal(before + "644\n", await host.RootAsync($"{State}; stat -c %a /etc/tdnf/tdnf.conf; grep -rlF '{Encoded}' /etc /var/lib/containeros; systemctl show -p EnvironmentFiles docker.service | grep zz"));
    }

    [Fact]
    public async Task A_daemon_that_does_not_start_gets_its_old_proxy_back()
    {
        var host = await HostAsync("fcos");
        await host.RootAsync("mkdir -p /run/systemd/system/docker.service.d; printf '[Service]\\nExecStartPre=/bin/sh -c \"[ -z \\\\\"$HTTPS_PROXY\\\\\" ]\"\\n' >/run/systemd/system/docker.service.d/picky.conf; systemctl daemon-reload; systemctl restart docker.service");
        var failed = await Assert.ThrowsAsync<HostConnectionException>(() => ChangeAsync(host, new ProxyRequest(Plain) { Programs = [ProxyProgram.Docker], RestartService = true }));
        Assert.Contains("everything is as it was before", failed.Message);
        Assert.Equal((null, null, false), await DockerAsync(host));
        Assert.Equal("active\n", await host.RootAsync("systemctl is-active docker.service"));
        await host.RootAsync("rm -r /run/systemd/system/docker.service.d; systemctl daemon-reload");
    }

    [Fact]
    public async Task What_a_host_does_not_have_is_said()
    {
        var host = await HostAsync("containerlinux");
        Assert.Contains("has no tdnf", (await Assert.ThrowsAsync<HostConnectionException>(() => ChangeAsync(host, new ProxyRequest(Plain) { Programs = [ProxyProgram.Tdnf] }))).Message);
        Assert.Contains("it has no tdnf: left out", (await PlanAsync(host, new ProxyRequest(Plain) { Programs = [ProxyProgram.Tdnf, ProxyProgram.Docker] })).Warnings);
    }

    // tdnf gives its settings to libcurl, as the test of repositories does to curl.
    [Fact]
    public async Task A_login_reaches_the_proxy_as_it_was_meant()
    {
        var host = await HostAsync("photon4");
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var seen = SeeAsync(proxy);
        var address = ProxyAddress.Parse($"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}", out _)!.WithLogin("CORP\\svc", "T0p%$\"'\\ {@:/");
        var request = new ProxyRequest(address) { Programs = [ProxyProgram.Tdnf] };
        await ChangeAsync(host, request);
        await host.RootAsync("printf '[through]\\nbaseurl=http://packages.nowhere/p\\n' >/etc/yum.repos.d/through.repo");
        using var connection = host.Connect();
        Assert.True(Assert.Single(await new RepositoryProbe(["through"], TimeSpan.FromSeconds(10)).RunAsync(connection, TimeSpan.FromSeconds(40), Token)).Reachable);
        Assert.Equal(("GET http://packages.nowhere/p/repodata/repomd.xml HTTP/1.1", "CORP\\svc:T0p%$\"'\\ {@:/"), await seen);
        await host.RootAsync("rm /etc/yum.repos.d/through.repo");
        await ChangeAsync(host, request with { Proxy = null });
    }

    // The first request, and who logs in with it.
    private static async Task<(string Request, string Login)> SeeAsync(TcpListener proxy)
    {
        using var client = await proxy.AcceptTcpClientAsync(Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var (request, login) = (await reader.ReadLineAsync(Token) ?? "", "");
        while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Proxy-Authorization: Basic ", StringComparison.Ordinal))
                login = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]));
        }

        await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<repomd><revision>1</revision></repomd>"u8.ToArray(), Token);
        return (request, login);
    }

    // Any text comes through systemd as it went in.
    [Fact]
    public async Task Lines_are_read_back_by_systemd_as_they_were_meant()
    {
        var host = await HostAsync("fcos");
        var odd = """NO_PROXY=a%b %% %h "q" 'q' \ \n $HOME ${X} #;=""";
        var unit = "[Service]\nType=oneshot\n" + UnitEnvironment.Line(odd) + "ExecStart=/bin/sh -c 'env >/run/odd'\n";
        await host.RootAsync($"printf %s '{unit.Replace("'", "'\\''")}' >/run/systemd/system/odd.service; systemctl daemon-reload; systemctl start odd.service");
        Assert.Equal(odd + "\n", await host.RootAsync("grep ^NO_PROXY /run/odd; rm /run/systemd/system/odd.service"));
    }

    private static async Task<(string? Effective, string? Proxy, bool? RestartRequired)> DockerAsync(ChangedHost host)
    {
        using var connection = host.Connect();
        var docker = (await ProxyProbe.RunAsync(connection, elevate: true, null, Token)).Single(setting => setting.Program == ProxyProgram.Docker);
        return (docker.Effective, docker.Proxy, docker.RestartRequired);
    }

    private static async Task<ProxyPlan> PlanAsync(ChangedHost host, ProxyRequest request)
    {
        using var connection = host.Connect();
        return await new ProxyOperation(request, TimeSpan.FromSeconds(60)).PlanAsync(host.Target, connection, Token);
    }

    private static async Task AssertNothingToDoAsync(ChangedHost host, ProxyRequest request)
    {
        var plan = await PlanAsync(host, request);
        Assert.False(plan.HasChanges, string.Join("\n", plan.Lines));
    }

    private static async Task<IReadOnlyList<ProxyChange>> ChangeAsync(ChangedHost host, ProxyRequest request)
    {
        var operation = new ProxyOperation(request, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        var plan = await operation.PlanAsync(host.Target, connection, Token);
        Assert.True(plan.HasChanges);
        Assert.DoesNotContain(Encoded, string.Join("\n", plan.Lines.Concat(plan.Warnings)) + plan.Change.Title);
        return await operation.ApplyAsync(plan, connection, host.Connect, ChangeAuthor.Current("a test"), Token);
    }

    private Task<ChangedHost> HostAsync(string kind) => ChangedHost.StartAsync(lab, kind);
}
