using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Ipvs;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

public sealed class IpvsVerdictTests
{
    [Theory]
    [InlineData("4.14.138-rancher", "nf_conntrack_ipv4", PrereqStatus.Unsupported, PrereqStatus.Unsupported)]
    [InlineData("4.18.0", "nf_conntrack_ipv4", PrereqStatus.Unsupported, PrereqStatus.Unsupported)]
    [InlineData("4.19.79-1.ph3-esx", "nf_conntrack", PrereqStatus.Unsupported, PrereqStatus.Unsupported)]
    [InlineData("5.10.198-1.ph4-esx", "nf_conntrack", PrereqStatus.Ok, PrereqStatus.Unsupported)]
    [InlineData("5.14.0", "nf_conntrack", PrereqStatus.Unsupported, PrereqStatus.Ok)]
    [InlineData("6.1.83-2.ph5-esx", "nf_conntrack", PrereqStatus.Ok, PrereqStatus.Ok)]
    public async Task TheKernelDecides(string release, string conntrack, PrereqStatus version, PrereqStatus nftables)
    {
        using var host = new IpvsHost(release);
        host.BuiltIn("net/netfilter/" + conntrack, "net/netfilter/nf_tables", "net/ipv4/netfilter/nft_fib_ipv4");
        var result = await host.TestAsync();

        Assert.Equal(PrereqStatus.Ok, result.Check(conntrack).Status);
        Assert.Equal((version, nftables), (result.Check("version").Status, result.Check("nftables mode").Status));
        Assert.True(result.Ready); // neither is required
    }

    [Theory]
    [InlineData("4.18.0-372.el8_6.x86_64", "nf_conntrack", "nf_conntrack")] // Red Hat brought the change to 4.18
    [InlineData("4.18.0", "", "nf_conntrack_ipv4")]
    [InlineData("4.19.0", "nf_conntrack_ipv4", "nf_conntrack_ipv4")]
    public async Task EitherNameOfConntrackWillDo(string release, string there, string judged)
    {
        using var host = new IpvsHost(release);
        var result = await host.BuiltIn().Modprobe(there).TestAsync();
        Assert.Equal(there == "" ? PrereqStatus.Missing : PrereqStatus.Loadable, result.Check(judged).Status);
    }

    [Fact]
    public async Task ThePhotonKernelHasNoFibExpression()
    {
        using var host = new IpvsHost();
        var result = await host.BuiltIn("net/netfilter/nf_conntrack").Modprobe("nf_tables").TestAsync(new IpvsRequest { Mode = ProxyMode.Nftables });

        Assert.False(result.Ready);
        Assert.EndsWith(": it has no nft_fib_ipv4", result.Check("nftables mode").Detail);
        Assert.DoesNotContain(result.Checks, check => check.Name.StartsWith("ip_vs", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASchedulerAsksForItsModule()
    {
        using var host = new IpvsHost();
        var result = await host.TestAsync(new IpvsRequest { Schedulers = ["lc"] });

        Assert.Equal(["ip_vs_lc"], result.MissingModules);
        Assert.Contains("linux-esx", result.Check("ip_vs_lc").Remedy);
        Assert.DoesNotContain(result.Checks, check => check.Name == "ip_vs_rr");
    }

    [Fact]
    public async Task UpTo129TheBridgeMatters()
    {
        using var host = new IpvsHost();
        var old = new IpvsRequest { Kubernetes = KubernetesRules.Parse("v1.29.3")! };
        var result = await host.TestAsync(old);
        Assert.Equal((PrereqStatus.Unknown, true), (result.Check("net.bridge.bridge-nf-call-iptables").Status, result.Check("br_netfilter").Required)); // built in, and yet no setting

        host.Host.Write("proc/sys/net/bridge/bridge-nf-call-iptables", "0\n");
        Assert.Equal(PrereqStatus.Missing, (await host.TestAsync(old)).Check("net.bridge.bridge-nf-call-iptables").Status);
        host.Host.Write("proc/sys/net/bridge/bridge-nf-call-iptables", "1\n").Write("run/sysctl.d/a.conf", "-net/bridge/bridge-nf-call-iptables=1\n");
        Assert.Equal(PrereqStatus.NotPersistent, (await host.TestAsync(old)).Check("net.bridge.bridge-nf-call-iptables").Status);
        Assert.DoesNotContain((await host.TestAsync()).Checks, check => check.Name.StartsWith("net.bridge", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/dev/dm-1                              partition\t2097148\t0\t-2\n", "/dev/dm-1")]
    [InlineData("/swap\\040file file\t1\t0\t-2\n/dev/zram0 partition\t1\t0\t-2\n", "/swap\\040file, /dev/zram0")]
    public async Task SwapIsNamed(string lines, string detail)
    {
        using var host = new IpvsHost();
        host.Host.Write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n" + lines);
        var result = await host.TestAsync();

        Assert.False(result.Ready);
        Assert.Equal((PrereqStatus.Missing, detail), (result.Check("swap").Status, result.Check("swap").Detail));
    }

    [Theory]
    [InlineData("1.34", PrereqStatus.Unsupported, false, true)]
    [InlineData("1.35", PrereqStatus.Unsupported, true, false)]
    public async Task CgroupVersion1IsRefusedFrom135On(string kubernetes, PrereqStatus status, bool required, bool ready)
    {
        using var host = new IpvsHost();
        host.Host.Remove("proc/self/mountinfo").Mount("0:30", "/sys/fs/cgroup/memory", "cgroup", "cgroup", 0, 0, 0);
        var result = await host.TestAsync(new IpvsRequest { Kubernetes = KubernetesRules.Parse(kubernetes)! });

        Assert.Equal((status, required, ready), (result.Check("cgroup").Status, result.Check("cgroup").Required, result.Ready));
    }

    [Theory]
    [InlineData("1.34", PrereqStatus.Ok, "deprecated from 1.35 on")]
    [InlineData("1.36", PrereqStatus.Ok, "deprecated since 1.35")]
    [InlineData("1.38", PrereqStatus.Ok, "feature gate KubeProxyIPVS to be on")]
    [InlineData("1.40", PrereqStatus.Unsupported, "off by default")]
    public async Task IpvsIsOnItsWayOut(string kubernetes, PrereqStatus status, string detail)
    {
        using var host = new IpvsHost();
        var check = (await host.TestAsync(new IpvsRequest { Kubernetes = KubernetesRules.Parse(kubernetes)! })).Check("kube-proxy mode");
        Assert.Equal(status, check.Status);
        Assert.Contains(detail, check.Detail);
    }

    [Theory]
    [InlineData("1.29", "conntrack ip iptables mount nsenter crictl")]
    [InlineData("1.31", "conntrack ip iptables mount nsenter")]
    [InlineData("1.32", "ip iptables mount nsenter")]
    [InlineData("1.35", "mount nsenter")]
    public async Task KubeadmsOwnListOfTools(string kubernetes, string required)
    {
        using var host = new IpvsHost();
        foreach (var tool in required.Split(' ').Append("tar"))
            host.Host.Remove("bin/" + tool);
        var result = await host.TestAsync(new IpvsRequest { Kubernetes = KubernetesRules.Parse(kubernetes)!, Mode = ProxyMode.Iptables });

        Assert.Equal(required.Split(' ').Append("tar"), result.MissingTools);
        Assert.Equal(required.Split(' '), result.Checks.Where(check => check is { Kind: PrereqKind.Tool, Required: true }).Select(check => check.Name));
        Assert.All(result.Checks.Where(check => check is { Kind: PrereqKind.Tool, Status: PrereqStatus.Missing }), check => Assert.True(check.Fixable));
    }

    [Theory]
    [InlineData("flatcar-3815", false, "/opt/bin")]
    [InlineData("cos-117", false, "toolbox")]
    [InlineData("fedora-coreos-40", true, "rpm-ostree install ipset, then a reboot")]
    [InlineData("photon-5.0", true, "tdnf install ipset")]
    [InlineData("debian-12", false, "ipset")]
    public async Task EachSystemHasItsWayToATool(string osRelease, bool fixable, string remedy)
    {
        using var host = new IpvsHost(osRelease: osRelease);
        host.Host.Remove("bin/ipset");
        var result = await host.TestAsync();

        Assert.False(result.Ready);
        Assert.Equal(fixable, result.Check("ipset").Fixable);
        Assert.Contains(remedy, result.Check("ipset").Remedy);
    }

    [Fact]
    public async Task WhatIsInEtcOfCosIsGoneAtTheNextBoot()
    {
        using var host = new IpvsHost(osRelease: "cos-117");
        var result = await host.TestAsync();

        Assert.Equal((PrereqStatus.NotPersistent, PrereqStatus.NotPersistent), (result.Check("ip_vs").Status, result.Check("net.ipv4.ip_forward").Status));
        Assert.True(result.Ready);
    }

    [Theory]
    [InlineData("1.35", true)]
    [InlineData("v1.31.4", true)]
    [InlineData("1", false)]
    [InlineData("2.0", false)]
    [InlineData("1.x", false)]
    [InlineData("1.1٣", false)]
    public void ReleasesAreRead(string text, bool isRelease) => Assert.Equal(isRelease, KubernetesRules.Parse(text) is not null);

    [Fact]
    public async Task ClonesAreFoundAndTheSameHostTwiceIsNot()
    {
        using var host = new IpvsHost();
        var register = new IdentityRegister();
        Assert.Empty(register.Flag(await host.TestAsync()));
        Assert.Empty(register.Flag(await host.TestAsync())); // by another name perhaps, and booted once

        host.Host.Write("proc/sys/kernel/random/boot_id", "another\n").Write("sys/class/dmi/id/product_uuid", "another\n");
        var clone = await host.TestAsync();
        Assert.Contains("its machine-id is that of web1 too", Assert.Single(register.Flag(clone)));
        Assert.Equal((PrereqStatus.Unsupported, "web1 has the same"), (clone.Check("machine-id").Status, clone.Check("machine-id").Detail));
        Assert.False(clone.Ready);
    }
}
