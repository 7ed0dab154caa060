using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.KernelModules;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.KernelModules;

/// <summary>Modules over reboots, on hosts that nobody else changes.</summary>
public sealed class ModuleBootTests(ModuleBootLab lab) : IClassFixture<ModuleBootLab>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChangeAuthor Author => ChangeAuthor.Current("a test");

    [Theory]
    [InlineData("photon5")]
    [InlineData("rancheros")]
    public async Task A_module_is_loaded_at_every_boot_until_it_is_taken_out(string kind)
    {
        var host = await ChangedHost.StartAsync(lab, kind);
        await ChangeAsync(host, enable: true, atBoot: false, "overlay", "br_netfilter");
        await ChangeAsync(host, enable: true, atBoot: true, "ip_vs_wrr");
        await host.RebootAsync();
        var kept = await LookAsync(host, "ip_vs_wrr", "br_netfilter");
        Assert.Equal([KernelModuleState.Loaded, KernelModuleState.Loadable], kept.Select(module => module.State));
        Assert.NotEmpty(kept[0].PersistedBy!);

        using (var connection = host.Connect())
            Assert.False((await new ModuleChangeOperation(["ip_vs_wrr"], true, true, null).PlanAsync(host.Target, connection, Token)).HasChanges);

        await ChangeAsync(host, enable: false, atBoot: true, "ip_vs_wrr");
        await host.RebootAsync();
        var gone = Assert.Single(await LookAsync(host, "ip_vs_wrr"));
        Assert.Equal(KernelModuleState.Loadable, gone.State);
        Assert.Empty(gone.PersistedBy!);
    }

    private static async Task ChangeAsync(ChangedHost host, bool enable, bool atBoot, params string[] names)
    {
        var operation = new ModuleChangeOperation(names, enable, atBoot, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        var plan = await operation.PlanAsync(host.Target, connection, Token);
        Assert.True(plan.HasChanges);
        Assert.Empty((await operation.ApplyAsync(plan, connection, host.Connect, Author, Token)).Failures);
    }

    private static async Task<KernelModule[]> LookAsync(ChangedHost host, params string[] names)
    {
        using var connection = host.Connect();
        return await KernelModuleProbe.RunAsync(connection, names, elevate: true, TimeSpan.FromSeconds(30), Token);
    }
}
