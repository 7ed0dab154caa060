using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

/// <summary>A host with a kernel and modules, to be judged; by default one that lacks nothing.</summary>
internal sealed class IpvsHost : IDisposable
{
    private readonly string release;

    public IpvsHost(string release = "6.1.83-2.ph5-esx", string osRelease = "photon-5.0")
    {
        this.release = release;
        Host.Write("etc/os-release", File.ReadAllText(Repository.Fixture("os-release/" + osRelease))).Kernel("web1", release, 2).Write("proc/sys/net/ipv4/ip_forward", "1\n")
            .Write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n").Mount("0:26", "/sys/fs/cgroup", "cgroup2", "cgroup2", 0, 0, 0).Write("sys/class/dmi/id/product_uuid", "4C4C4544-0042\n");
        foreach (var tool in new[] { "mount", "nsenter", "touch", "ipset", "socat", "ethtool", "ebtables", "tar", "conntrack", "ip", "iptables", "crictl", "tc" })
            Host.Tool(tool, "exit 1");
        BuiltIn("net/netfilter/nf_conntrack", "net/netfilter/nf_tables", "net/ipv4/netfilter/nft_fib_ipv4", "net/bridge/br_netfilter");
        foreach (var module in new[] { "ip_vs", "ip_vs_rr", "ip_vs_wrr", "ip_vs_sh" })
            Loaded(module);
        Host.Write("etc/modules-load.d/ipvs.conf", "# Kubernetes\nip_vs\nip-vs-rr\r\n  ip_vs_wrr  \n;ip_vs_lc\nip_vs_sh").Write("etc/sysctl.d/k8s.conf", "net.ipv4.ip_forward = 1\n");
        Modprobe();
    }

    public FakeHost Host { get; } = new();

    public IpvsHost BuiltIn(params string[] paths)
    {
        Host.Write($"lib/modules/{release}/modules.builtin", string.Concat(paths.Select(path => $"kernel/{path}.ko\n")));
        return this;
    }

    public IpvsHost Loaded(string module)
    {
        Host.Write($"sys/module/{module}/initstate", "live\n").Write($"sys/module/{module}/coresize", "16384\n").Write($"sys/module/{module}/refcnt", "2\n");
        return this;
    }

    public IpvsHost Unloaded(params string[] modules)
    {
        foreach (var module in modules)
            Directory.Delete(Path.Combine(Host.Root, "sys/module", module), recursive: true);
        return this;
    }

    /// <summary>A modprobe that knows these modules, in kmod's words.</summary>
    public IpvsHost Modprobe(params string[] loadable)
    {
        Host.Tool("modprobe", $"shift 3; for name; do case ' {string.Join(" ", loadable)} ' in *\" $name \"*) echo \"insmod /lib/modules/{release}/kernel/net/$name.ko.xz \" ;; "
            + $"*) echo \"modprobe: WARNING: Module $name not found in directory /lib/modules/{release}\" >&2; bad=1 ;; esac; done; exit $bad");
        return this;
    }

    public async Task<IpvsPrereqs> TestAsync(IpvsRequest? request = null, string sh = "dash")
    {
        request ??= new IpvsRequest();
        var content = await Host.RunAsync(IpvsProbe.Script(request, elevate: false), sh);
        var result = IpvsProbe.Read(new HostTarget("web1", "10.0.0.7"), new ScriptResult(content, new ConnectionFacts { UserName = "root" }), request);
        foreach (var check in result.Checks)
        {
            Assert.Equal(check.Detail, check.Detail is null ? null : HostText.Clean(check.Detail));
            Assert.False(check.Status == PrereqStatus.Unknown && string.IsNullOrEmpty(check.Detail), check + " is unknown without a reason");
            Assert.False(check.IsBad && check.Required && check.Remedy is null && check.Name != "kube-proxy mode", check + " has no remedy");
        }

        return result;
    }

    public void Dispose() => Host.Dispose();
}

internal static class IpvsPrereqsExtensions
{
    public static PrereqCheck Check(this IpvsPrereqs host, string name) => host.Checks.Single(check => check.Name == name);
}
