using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.KernelModules;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Info;
using ContainerOS.Tests.Ipvs;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.KernelModules;

public sealed class KernelModuleTests
{
    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task EachModuleIsTold(string sh)
    {
        using var host = new IpvsHost();
        host.Modprobe("sctp").Host.Write("sys/module/ip_vs/holders/ip_vs_rr", "").Write("sys/module/ip_vs/holders/ip_vs_sh", "");
        var modules = await ReadAsync(host.Host, sh, "ip-vs", "br_netfilter", "sctp", "nosuch", "ip_vs");

        Assert.Equal(["ip_vs", "br_netfilter", "sctp", "nosuch"], modules.Select(module => module.Name));
        Assert.Equal([KernelModuleState.Loaded, KernelModuleState.BuiltIn, KernelModuleState.Loadable, KernelModuleState.Missing], modules.Select(module => module.State));
        Assert.Equal((16384L, 2, "ip_vs_rr ip_vs_sh"), (modules[0].SizeBytes, modules[0].References, string.Join(" ", modules[0].UsedBy)));
        Assert.Equal(["/etc/modules-load.d/ipvs.conf"], modules[0].PersistedBy);
        Assert.Empty(modules[1].PersistedBy!);
    }

    [Fact]
    public async Task WhatModprobeSaysIsRead()
    {
        using var host = new IpvsHost();
        host.Host.Tool("modprobe", "echo 'install /bin/false '");
        var blocked = Assert.Single(await ReadAsync(host.Host, "dash", "sctp"));
        Assert.Equal((KernelModuleState.Blocked, "install /bin/false"), (blocked.State, blocked.Detail));

        host.Host.Tool("modprobe", "echo 'modprobe: FATAL: something else' >&2; exit 1");
        var unknown = Assert.Single(await ReadAsync(host.Host, "dash", "sctp"));
        Assert.Equal((null, "modprobe: FATAL: something else"), (unknown.State, unknown.Detail));
    }

    [Fact]
    public async Task AModuleThatIsComingOrGoingIsNotLoaded()
    {
        using var host = new IpvsHost();
        host.Modprobe("ip_vs").Host.Write("sys/module/ip_vs/initstate", "coming\n");
        Assert.Equal(KernelModuleState.Loadable, Assert.Single(await ReadAsync(host.Host, "dash", "ip_vs")).State);
    }

    private static async Task<KernelModule[]> ReadAsync(FakeHost host, string sh, params string[] names)
    {
        var content = await host.RunAsync(KernelModuleProbe.Script(names, elevate: false), sh);
        return KernelModuleProbe.Read(new HostTarget("web1", "10.0.0.7"), new ScriptResult(content, new ConnectionFacts()), names);
    }
}
