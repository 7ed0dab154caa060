using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Info;
using ContainerOS.Ipvs;
using ContainerOS.Tests.Info;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

/// <summary>ipvs-prereqs.sh itself, under each sh and each awk that a host may have.</summary>
public sealed class IpvsScriptTests
{
    [Theory]
    [MemberData(nameof(ProbeTests.ShellsAndAwks), MemberType = typeof(ProbeTests))]
    public async Task AReadyHostIsReadyEverywhere(string sh, string awk)
    {
        Assert.SkipWhen(Shells.Find(awk) is null, awk + " is not installed");
        using var host = new IpvsHost();
        host.Host.Link("awk", awk);
        var result = await host.TestAsync(sh: sh);

        Assert.True(result.Ready, result.ToString());
        Assert.Equal((OsFamily.PhotonOS, "6.1.83-2.ph5-esx", "1.35"), (result.OsFamily, result.KernelRelease, result.KubernetesVersion));
        Assert.Equal("loaded, at boot by /etc/modules-load.d/ipvs.conf", result.Check("ip_vs_rr").Detail);
        Assert.Equal("built in", result.Check("nf_conntrack").Detail);
        Assert.Equal("/etc/sysctl.d/k8s.conf sets 1 at boot", result.Check("net.ipv4.ip_forward").Detail);
        Assert.Equal(("4C4C4544-0042", "aace4bc7aadb47b59548b838ba16d583"), (result.Check("product_uuid").Actual, result.Check("machine-id").Actual));
        Assert.Empty(result.MissingModules.Concat(result.MissingTools));
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task ModulesAreBuiltInLoadedLoadableOrMissing(string sh)
    {
        using var host = new IpvsHost();
        var result = await host.Unloaded("ip_vs_rr", "ip_vs_sh").Modprobe("ip_vs_rr").TestAsync(sh: sh);

        Assert.False(result.Ready);
        Assert.Equal(["ip_vs_rr", "ip_vs_sh"], result.MissingModules);
        Assert.Equal((PrereqStatus.Loadable, true, "not loaded, will be at the next boot by /etc/modules-load.d/ipvs.conf", "modprobe ip_vs_rr"),
            (result.Check("ip_vs_rr").Status, result.Check("ip_vs_rr").Fixable, result.Check("ip_vs_rr").Detail, result.Check("ip_vs_rr").Remedy));
        Assert.Equal((PrereqStatus.Missing, false), (result.Check("ip_vs_sh").Status, result.Check("ip_vs_sh").Fixable));
    }

    [Theory]
    [MemberData(nameof(ProbeTests.ShellsAndAwks), MemberType = typeof(ProbeTests))]
    public async Task WithoutModprobeTheListOfModulesCounts(string sh, string awk)
    {
        Assert.SkipWhen(Shells.Find(awk) is null, awk + " is not installed");
        Assert.SkipWhen(sh == "busybox sh", "a busybox may have a modprobe of its own");
        using var host = new IpvsHost();
        host.Unloaded("ip_vs_rr", "ip_vs_sh").Host.Link("awk", awk).Tool("uname", "echo 6.1.83-2.ph5-esx")
            .Write("lib/modules/6.1.83-2.ph5-esx/modules.dep", "kernel/net/netfilter/ipvs/ip_vs_rr.ko.xz: kernel/net/netfilter/ipvs/ip_vs.ko.xz\nkernel/net/x.ko: kernel/net/netfilter/ipvs/ip_vs_sh.ko\n").Remove("bin/modprobe");
        var result = await host.TestAsync(sh: sh);

        Assert.Equal((PrereqStatus.Loadable, PrereqStatus.Missing), (result.Check("ip_vs_rr").Status, result.Check("ip_vs_sh").Status));
    }

    [Fact]
    public async Task ModprobeIsAskedOnlyAboutWhatIsAbsent()
    {
        using var host = new IpvsHost();
        host.Unloaded("ip_vs_sh").Host.Tool("modprobe", "printf '%s\\n' \"$*\" >&2; exit 1");
        Assert.Equal("-n -v -a ip_vs_sh nf_conntrack_ipv4", (await host.Host.RunAsync(IpvsProbe.Script(new IpvsRequest(), elevate: false))).Sections["modprobe"].FirstError);
    }

    [Fact]
    public async Task OfTwoFilesOfOneNameTheFirstCounts()
    {
        using var host = new IpvsHost();
        host.Host.Write("usr/lib/modules-load.d/ipvs.conf", "ip_vs_sh\n").Write("etc/modules-load.d/ipvs.conf", "").Write("usr/lib/modules-load.d/other.conf", "ip_vs\n");
        var result = await host.TestAsync();

        Assert.Equal(PrereqStatus.NotPersistent, result.Check("ip_vs_sh").Status);
        Assert.Equal("loaded, at boot by /usr/lib/modules-load.d/other.conf", result.Check("ip_vs").Detail);
        Assert.True(result.Ready); // it is now
    }

    [Theory]
    [InlineData("rancher:\n  modules:\n  - ip_vs\n  - ip_vs_rr\n  network: {}\n- x\n", "ip_vs ip_vs_rr")]
    [InlineData("#cloud-config\nrancher:\n    modules: [ip_vs, 'ip-vs_rr'] # all\n    password: ip_vs_sh\n", "ip_vs")]
    [InlineData("ssh_authorized_keys:\n  modules:\n  - ip_vs\nrancher:\n  password: secret\n", "")]
    public async Task OfACloudConfigOnlyItsModulesAreTold(string text, string kept)
    {
        using var host = new IpvsHost("4.14.138-rancher");
        host.Host.Write("etc/os-release", "ID=rancheros\nVERSION_ID=v1.5.5\n").Write("usr/bin/ros", "").Write("var/lib/rancher/conf/cloud-config.yml", text).Remove("etc/modules-load.d/ipvs.conf");
        var content = await host.Host.RunAsync(IpvsProbe.Script(new IpvsRequest(), elevate: false));
        var facts = new HostFacts(content.Sections["facts"]).All("kept");

        Assert.DoesNotMatch("secret|password", content.Sections["facts"].OutputText);
        var expected = kept.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
        Assert.All(expected, name => Assert.Contains($"{name} /var/lib/rancher/conf/cloud-config.yml", facts));
        Assert.DoesNotContain(facts, line => line.StartsWith("ip_vs_sh", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingIsAskedOfIptablesWhereItWouldLoadATable()
    {
        using var host = new IpvsHost();
        host.BuiltIn("net/netfilter/nf_conntrack").Host.Tool("iptables", "echo asked >&2; exit 1");
        Assert.Equal((PrereqStatus.Ok, "no rule keeps it out"), ((await host.TestAsync()).Check("tcp/10250").Status, (await host.TestAsync()).Check("tcp/10250").Detail));

        host.BuiltIn("net/netfilter/nf_conntrack", "net/netfilter/nf_tables");
        Assert.Equal((PrereqStatus.Unknown, "asked"), ((await host.TestAsync()).Check("tcp/10250").Status, (await host.TestAsync()).Check("tcp/10250").Detail));
    }

    [Theory]
    [InlineData("proc/sys/kernel/osrelease", "version")]
    [InlineData("proc/sys/net/ipv4/ip_forward", "net.ipv4.ip_forward")]
    [InlineData("proc/swaps", "swap")]
    [InlineData("etc/machine-id", "machine-id")]
    [InlineData("sys/class/dmi/id/product_uuid", "product_uuid")]
    [InlineData("proc/self/mountinfo", "cgroup")]
    public async Task AFileThatIsNotThereMakesItsCheckUnknown(string file, string check)
    {
        using var host = new IpvsHost();
        host.Host.Remove(file);
        Assert.Equal(PrereqStatus.Unknown, (await host.TestAsync()).Check(check).Status);
    }

    [Fact]
    public async Task WithoutAwkEverythingIsUnknown()
    {
        using var host = new IpvsHost();
        host.Host.Remove("bin/awk");
        var result = await host.TestAsync();

        Assert.Null(result.Ready);
        Assert.Contains("awk", result.Check("ip_vs").Detail);
    }
}
