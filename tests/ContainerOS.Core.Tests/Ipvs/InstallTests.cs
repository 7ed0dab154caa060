using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Ipvs;
using ContainerOS.Tests.Changes;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

/// <summary>Hosts made ready for Kubernetes with IPVS: from nothing, from half of it, twice, and over a reboot.</summary>
public sealed class InstallTests(InstallLab lab) : IClassFixture<InstallLab>
{
    private static readonly InstallRequest All = new(new IpvsRequest { Kubernetes = KubernetesRules.Parse("1.33")! }) { Sysctl = true, DisableSwap = true, OpenFirewall = true };
    private static readonly InstallOperation Operation = new(All, TimeSpan.FromSeconds(60));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A system, and whether it is ready at once and after the reboot.</summary>
    public static TheoryData<string, bool, bool> Systems => new()
    {
        { "photon3", true, true },
        { "photon5", true, true },
        { "flatcar", true, true },
        { "containerlinux", true, true },
        { "rancheros", false, false },
        { "cos", true, false },
        { "fcos", false, true },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task From_nothing_to_what_the_system_can_do_and_over_a_reboot(string kind, bool ready, bool readyAfterReboot)
    {
        var host = await ChangedHost.StartAsync(lab, kind);
        var plan = await PlanAsync(host);
        Assert.True(plan.HasChanges);
        var done = await ApplyAsync(host, plan);

        Assert.True(done.Changed);
        Assert.Equal(ready, done.Ready);
        Assert.Equal((kind == "fcos", kind != "cos"), (done.RebootRequired, done.SurvivesReboot));
        Assert.DoesNotContain(done.Items, item => item.Outcome is PrereqOutcome.Planned or PrereqOutcome.Failed);
        Assert.All(done.Items.Where(item => item.Name.StartsWith("ip_vs", StringComparison.Ordinal)), item => Assert.Equal(PrereqOutcome.Done, item.Outcome));
        Assert.All(done.Remaining!, check => Assert.Contains(done.Items, item => item.Outcome is PrereqOutcome.Unsupported or PrereqOutcome.Staged));

        var count = (await host.TransactionsAsync()).Count;
        var again = await PlanAsync(host);
        Assert.False(again.HasChanges);
        var described = InstallOperation.Describe(again);
        Assert.Equal((false, kind == "fcos"), (described.Changed, described.RebootRequired)); // what is staged is seen
        Assert.Equal(count, (await host.TransactionsAsync()).Count);

        await host.RebootAsync();
        var after = await TestAsync(host);

        Assert.Equal(readyAfterReboot, after.Ready);
        var modules = after.Checks.Where(check => check.Kind == PrereqKind.Module && check.Required).ToList();
        Assert.All(modules, check => Assert.Equal(kind == "cos" && done.Items.Any(item => item.Name == check.Name) ? PrereqStatus.Loadable : PrereqStatus.Ok, check.Status));
        Assert.Equal(kind == "cos", (await PlanAsync(host)).Change.Steps.Count > 0);
        if (kind.StartsWith("photon", StringComparison.Ordinal))
            await OnlyTheOtherHalfIsDoneAsync(host);
    }

    private static async Task OnlyTheOtherHalfIsDoneAsync(ChangedHost host)
    {
        await host.RootAsync("rm -f /usr/bin/socat; sed -i '/^socat /d' /var/lib/rpm/lab; modprobe -r ip_vs_sh; sed -i '/ip_vs_sh/d' /etc/modules-load.d/containeros.conf");
        var plan = await PlanAsync(host);
        Assert.Equal(["ip_vs_sh", "socat"], plan.Items.Select(item => item.Name).Order());
        var done = await ApplyAsync(host, plan);
        Assert.True(done.Ready);
        Assert.Equal(["ip_vs_sh: Done", "socat: Installed"], done.Items.Select(item => $"{item.Name}: {item.Outcome}").Order());
        Assert.False((await PlanAsync(host)).HasChanges);
    }

    private static async Task<InstallPlan> PlanAsync(ChangedHost host)
    {
        using var connection = host.Connect();
        return await Operation.PlanAsync(host.Target, connection, Token);
    }

    private static async Task<IpvsInstallation> ApplyAsync(ChangedHost host, InstallPlan plan)
    {
        using var connection = host.Connect();
        return await Operation.ApplyAsync(plan, connection, host.Connect, ChangeAuthor.Current("a test"), Token);
    }

    private static async Task<IpvsPrereqs> TestAsync(ChangedHost host)
    {
        using var connection = host.Connect();
        return await IpvsProbe.RunAsync(connection, All.Wanted, elevate: true, TimeSpan.FromSeconds(60), Token);
    }
}
