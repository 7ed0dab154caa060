using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Test-IpvsPrereqs and Get-ContainerOsKernelModule on real hosts. Nothing here changes a host: other tests meet the same ones.</summary>
public sealed class IpvsTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static string Targets => string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}:{host.Port}'"));

    [Fact]
    public void Every_host_is_judged_and_agrees_with_the_short_verdict()
    {
        var hosts = module.Run($"Test-IpvsPrereqs {Targets} {ModuleSession.Login}").Output.Select(output => Assert.IsType<IpvsPrereqs>(output.BaseObject)).ToList();
        var infos = module.Run($"Get-ContainerOsInfo {Targets} {ModuleSession.Login}").Output.Select(output => (HostInfo)output.BaseObject).ToDictionary(info => info.Address);

        Assert.Equal(Lab.Hosts.Select(host => host.Address).Order(), hosts.Select(host => host.Address).Order());
        Assert.All(hosts, host =>
        {
            var info = infos[host.Address];
            Assert.Equal((info.OsFamily, info.OsName, info.KernelRelease, info.UserName), (host.OsFamily, host.OsName, host.KernelRelease, host.UserName));
            Assert.Equal((info.Ipvs!.Ready, string.Join(" ", info.Ipvs.MissingTools)), (host.Ready, string.Join(" ", host.MissingTools)));
            Assert.Equal(info.MachineId, host.Checks.Single(check => check.Name == "machine-id").Actual);
            Assert.DoesNotContain(host.Checks, check => check.Required && check.Status == PrereqStatus.Unknown);
        });
    }

    [Theory]
    [InlineData("photon3", "4.19", "nf_conntrack", PrereqStatus.Unsupported, "tdnf install ipset")]
    [InlineData("photon4", "5.10", "nf_conntrack", PrereqStatus.Unsupported, "tdnf install ipset")]
    [InlineData("photon5", "6.1", "nf_conntrack", PrereqStatus.Unsupported, "tdnf install ipset")]
    [InlineData("containerlinux", "4.19", "nf_conntrack", PrereqStatus.Unsupported, null)]
    [InlineData("flatcar", "6.1", "nf_conntrack", PrereqStatus.Ok, null)]
    [InlineData("rancheros", "4.14", "nf_conntrack_ipv4", PrereqStatus.Unsupported, "ros console switch")]
    [InlineData("cos", "6.1", "nf_conntrack", PrereqStatus.Unsupported, null)]
    [InlineData("fcos", "6.8", "nf_conntrack", PrereqStatus.Ok, "rpm-ostree install ipset")]
    [InlineData("rhcos", "4.18", "nf_conntrack", PrereqStatus.Unsupported, "MachineConfig")]
    public void Each_operating_system_is_judged_for_what_it_is(string kind, string kernel, string conntrack, PrereqStatus nftables, string? wayToIpset)
    {
        var host = Test(kind);
        PrereqCheck Check(string name) => host.Checks.Single(check => check.Name == name);

        Assert.StartsWith(kernel, host.KernelRelease);
        Assert.Equal(nftables, Check("nftables mode").Status);
        Assert.NotEqual(PrereqStatus.Missing, Check(conntrack).Status);
        Assert.Equal(wayToIpset is null ? PrereqStatus.Ok : PrereqStatus.Missing, Check("ipset").Status);
        Assert.Contains(wayToIpset ?? "", Check("ipset").Remedy ?? "");
    }

    [Fact]
    public void Parameters_choose_what_is_judged()
    {
        var host = Test("photon5", "-KubernetesVersion 1.29 -ProxyMode Iptables");
        Assert.Equal(("1.29", ProxyMode.Iptables), (host.KubernetesVersion, host.ProxyMode));
        Assert.DoesNotContain(host.Checks, check => check.Name.StartsWith("ip_vs", StringComparison.Ordinal));
        Assert.Contains(host.Checks, check => check.Name == "net.bridge.bridge-nf-call-iptables");

        var scheduler = Assert.Single(Test("photon5", "-Scheduler LC").Checks, check => check.Name == "ip_vs_lc");
        Assert.Equal((PrereqStatus.Missing, false), (scheduler.Status, scheduler.Fixable)); // not on the -esx kernel
        Assert.Equal("ParameterArgumentValidationError", module.Run("try { Test-IpvsPrereqs nowhere -KubernetesVersion two } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Output.Single().BaseObject);
    }

    [Fact]
    public void What_needs_root_is_unknown_without_it_and_says_so()
    {
        var check = Test("flatcar").Checks.Single(check => check.Kind == PrereqKind.Firewall);
        Assert.Equal((PrereqStatus.Unknown, "only root can tell"), (check.Status, check.Detail));

        var elevated = Test("flatcar", "-Elevate");
        Assert.True(elevated.Elevated);
        Assert.NotEqual("only root can tell", elevated.Checks.Single(check => check.Kind == PrereqKind.Firewall).Detail);
    }

    [Fact]
    public void Where_sudo_refuses_its_words_are_the_reason()
    {
        var host = Lab.Host("debian");
        var result = (IpvsPrereqs)Assert.Single(module.Run($"Test-IpvsPrereqs {host.Address} {ModuleSession.Login} -UserName nosudo -Elevate").Output).BaseObject;
        Assert.False(result.Elevated);
        Assert.Contains("only root can tell (", result.Checks.Single(check => check.Kind == PrereqKind.Firewall).Detail);
    }

    [Fact]
    public void The_same_host_twice_is_no_clone()
    {
        var host = Lab.Host("cos");
        var result = module.Run($"Test-IpvsPrereqs {host.User}@{host.Address}, {host.User}@{host.Address}:{host.Port} {ModuleSession.Login}");
        Assert.Empty(result.Warnings);
        Assert.All(result.Output, output => Assert.Equal(PrereqStatus.Ok, ((IpvsPrereqs)output.BaseObject).Checks.Single(check => check.Name == "machine-id").Status));
    }

    [Fact]
    public void Results_survive_serialisation_and_go_in_again()
    {
        var host = Lab.Host("flatcar");
        var result = module.Run($@"
            $first = Test-IpvsPrereqs {host.User}@{host.Address} {ModuleSession.Login}
            $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($first, 2))
            $copy
            $copy | Get-ContainerOsKernelModule -Name ip_vs {ModuleSession.Login}");
        var checks = ((IList)((PSObject)result.Output[0].Properties["Checks"].Value).BaseObject).Cast<PSObject>();
        Assert.Contains(checks, check => (string)check.Properties["Name"].Value == "ip_vs" && check.Properties["Status"].Value.ToString() == "Loadable");
        Assert.Equal(host.Address, ((KernelModule)result.Output[1].BaseObject).Address);
    }

    [Fact]
    public void Modules_are_told_one_by_one()
    {
        var host = Lab.Host("cos");
        var modules = module.Run($"Get-ContainerOsKernelModule {host.User}@{host.Address} br-netfilter, ip_vs_lc, ip_vs_dh {ModuleSession.Login}").Output.Select(output => (KernelModule)output.BaseObject).ToList();
        Assert.Equal(["br_netfilter", "ip_vs_lc", "ip_vs_dh"], modules.Select(found => found.Name));
        Assert.Equal([KernelModuleState.BuiltIn, KernelModuleState.Missing, KernelModuleState.Missing], modules.Select(found => found.State));
        Assert.Equal(host.User, modules[0].UserName);
    }

    [Fact]
    public void The_views_say_what_is_missing()
    {
        var host = Lab.Host("photon5");
        var target = $"{host.User}@{host.Address} {ModuleSession.Login}";
        Assert.Matches(@"ComputerName +Ready +OperatingSystem +MissingModules +MissingTools[\s\S]+False +Photon OS 5\.0 ", module.Run($"Test-IpvsPrereqs {target} -Scheduler lc").Rendered);
        Assert.Matches(@"Kind +Name +Required +Status +Detail[\s\S]+Module +ip_vs_lc +True +Missing +not in this kernel", module.Run($"(Test-IpvsPrereqs {target} -Scheduler lc).Checks").Rendered);
        Assert.Matches(@"Name +State +Size +UsedBy +PersistedBy[\s\S]+ip_vs_lc +Missing", module.Run($"Get-ContainerOsKernelModule {target} ip_vs_lc").Rendered);
    }

    private IpvsPrereqs Test(string kind, string parameters = "")
    {
        var host = Lab.Host(kind);
        return (IpvsPrereqs)Assert.Single(module.Run($"Test-IpvsPrereqs {host.User}@{host.Address} {ModuleSession.Login} {parameters}").Output).BaseObject;
    }
}
