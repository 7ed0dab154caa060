using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.KernelModules;
using ContainerOS.Packages;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

/// <summary>Packages and modules on hosts where something is in the way: what fails is told, and the rest is done.</summary>
public sealed class InstallFaultTests(FaultyHostLab lab) : IClassFixture<FaultyHostLab>
{
    private const string Unready = """
        for name in ipset socat ethtool tar; do rm -f /usr/bin/$name /usr/sbin/$name; done
        rm -f /usr/sbin/ebtables /usr/sbin/conntrack /usr/sbin/ipset
        sed -i '/^docker /!d' /var/lib/rpm/lab
        for name in ip_vs_sh ip_vs_wrr ip_vs_rr ip_vs nf_conntrack; do modprobe -r $name; done
        rm -f /etc/modules-load.d/containeros.conf
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChangeAuthor Author => ChangeAuthor.Current("a test");

    [Theory]
    [InlineData("photon3")]
    [InlineData("photon5")]
    public async Task A_name_that_no_repository_has_keeps_no_other_out(string kind)
    {
        var host = await UnreadyAsync(kind);
        var operation = Packages("nosuch", "socat", "docker");
        var packages = await InstallAsync(host, operation);
        Assert.Equal(["nosuch NotFound", "socat Installed", "docker AlreadyPresent"], packages.Select(package => $"{package.Name} {package.Outcome}"));
        Assert.NotNull(packages[1].Version);
        Assert.Null(packages[0].Version);

        using var connection = host.Connect();
        Assert.False((await operation.PlanAsync(host.Target, connection, Token)).HasChanges);
    }

    [Fact]
    public async Task Without_a_network_the_modules_are_loaded_all_the_same()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("cp -a /etc/yum.repos.d /run/repos; sed -i 's|^baseurl=.*|baseurl=http://127.0.0.1:1/|' /etc/yum.repos.d/*.repo; rm -rf /var/cache/tdnf");
        try
        {
            var done = await MakeReadyAsync(host);
            Assert.All(done.Items.Where(item => item.Kind == PrereqKind.Tool), item => Assert.Equal((PrereqOutcome.Failed, true), (item.Outcome, item.Detail!.Contains("Couldn't connect to server"))));
            Assert.All(done.Items.Where(item => item.Kind == PrereqKind.Module), item => Assert.Equal(PrereqOutcome.Done, item.Outcome));
            Assert.Contains(done.Warnings, warning => warning.Contains("could not say what it would install"));
        }
        finally
        {
            await host.RootAsync("rm -rf /etc/yum.repos.d; mv /run/repos /etc/yum.repos.d");
        }
    }

    [Fact]
    public async Task Another_process_with_the_packages_is_waited_for_so_long()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("setsid flock /run/.tdnf-instance-lockfile sh -c ': >/run/has-lock; until [ -e /run/give-up ]; do sleep 0.1; done' </dev/null >/dev/null 2>&1 & until [ -e /run/has-lock ]; do sleep 0.1; done");
        try
        {
            var done = await MakeReadyAsync(host);
            Assert.All(done.Items.Where(item => item.Kind == PrereqKind.Tool), item => Assert.Equal((PrereqOutcome.Failed, "another process works with the packages"), (item.Outcome, item.Detail)));
            Assert.All(done.Items.Where(item => item.Kind == PrereqKind.Module), item => Assert.Equal(PrereqOutcome.Done, item.Outcome));

            var waiting = InstallAsync(host, Packages("socat"));
            await host.RootAsync(": >/run/give-up");
            Assert.Equal(PackageOutcome.Installed, Assert.Single(await waiting).Outcome);
        }
        finally
        {
            await host.RootAsync(": >/run/give-up; while ! flock -n /run/.tdnf-instance-lockfile true; do sleep 0.1; done; rm -f /run/give-up /run/has-lock");
        }
    }

    [Theory]
    [InlineData("/run/.tdnf-instance-lockfile")]
    [InlineData("/var/lib/rpm/.rpm.lock")]
    public async Task Locks_of_the_kind_that_tdnf_and_rpm_take_are_seen(string file)
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("printf '#!/bin/sh\\n: >/run/has-lock; until [ -e /run/give-up ]; do sleep 0.1; done\\n' >/run/hold; chmod 755 /run/hold; "
            + $"setsid /usr/lib/lab/rpms/socat/usr/bin/socat -U OPEN:{file},creat,f-setlkw-wr EXEC:/run/hold </dev/null >/dev/null 2>&1 & until [ -e /run/has-lock ]; do sleep 0.1; done");
        try
        {
            var locked = Assert.Single(await InstallAsync(host, new PackageOperation(["socat"], 1, TimeSpan.FromSeconds(60))));
            Assert.Equal((PackageOutcome.Failed, "another process works with the packages", true), (locked.Outcome, locked.Reason, locked.Remedy!.Contains("-LockTimeout")));

            var waiting = InstallAsync(host, Packages("socat"));
            await host.RootAsync(": >/run/give-up");
            Assert.Equal(PackageOutcome.Installed, Assert.Single(await waiting).Outcome);
        }
        finally
        {
            await host.RootAsync($": >/run/give-up; while pgrep -x hold >/dev/null; do sleep 0.1; done; rm -f /run/give-up /run/has-lock /run/hold {file}");
        }
    }

    [Fact]
    public async Task A_full_disk_fails_each_package_and_leaves_the_list_of_them_whole()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("cp -a /var/lib/rpm /run/rpm; mount -t tmpfs -o size=16k tmpfs /var/lib/rpm; cp -a /run/rpm/. /var/lib/rpm; head -c 100000 /dev/zero >/var/lib/rpm/fill 2>/dev/null");
        try
        {
            var before = await host.RootAsync("cat /var/lib/rpm/lab");
            var package = Assert.Single(await InstallAsync(host, Packages("socat")));
            Assert.Equal(PackageOutcome.Failed, package.Outcome);
            Assert.Contains("rpm transaction failed", package.Reason);
            Assert.Equal(before, await host.RootAsync("cat /var/lib/rpm/lab"));
        }
        finally
        {
            await host.RootAsync("umount /var/lib/rpm; rm -rf /run/rpm");
        }
    }

    [Fact]
    public async Task A_module_that_the_kernel_refuses_fails_alone()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("cd /lib/modules/*/kernel/net/netfilter/ipvs && echo broken >ip_vs_sh.ko.xz");
        try
        {
            var done = await MakeReadyAsync(host);
            Assert.Equal((PrereqOutcome.Failed, true), (Item(done, "ip_vs_sh").Outcome, Item(done, "ip_vs_sh").Detail!.Contains("Exec format error")));
            Assert.Equal((PrereqOutcome.Done, PrereqOutcome.Done, PrereqOutcome.Installed), (Item(done, "ip_vs").Outcome, Item(done, "ip_vs_wrr").Outcome, Item(done, "socat").Outcome));
            Assert.Equal("ip_vs_sh", Assert.Single(done.Remaining!, check => check.Kind == PrereqKind.Module).Name);
        }
        finally
        {
            await host.RootAsync("cd /lib/modules/*/kernel/net/netfilter/ipvs && printf lab >ip_vs_sh.ko.xz");
        }
    }

    [Fact]
    public async Task A_read_only_etc_leaves_modules_for_this_boot()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("mount --bind /etc /etc && mount -o remount,ro,bind /etc");
        try
        {
            var done = await MakeReadyAsync(host);
            Assert.Equal(PrereqOutcome.Done, Item(done, "ip_vs_sh").Outcome);
            var file = Item(done, KernelModuleSteps.File);
            Assert.Equal((PrereqOutcome.Failed, true), (file.Outcome, file.Detail!.Contains("Read-only file system")));
            Assert.False(done.SurvivesReboot);
        }
        finally
        {
            await host.RootAsync("umount /etc");
        }

        Assert.Equal("", await host.RootAsync("ls -a /etc/modules-load.d | grep -e '^\\.2' -e containeros; exit 0"));
    }

    [Fact]
    public async Task A_client_that_is_gone_in_the_middle_of_tdnf_finds_it_done_later()
    {
        var host = await UnreadyAsync("photon5");
        await host.RootAsync("cp /usr/bin/tdnf /usr/bin/tdnf.real; printf '%s\\n' '#!/bin/sh' 'case $* in *-y*install*) : >/run/in-tdnf; until [ -e /run/go-on ]; do sleep 0.1; done ;; esac' 'exec /usr/bin/tdnf.real \"$@\"' >/usr/bin/tdnf");
        var operation = Packages("socat");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        try
        {
            using var connection = host.Connect();
            var plan = await operation.PlanAsync(host.Target, connection, Token);
            var running = operation.ApplyAsync(plan, connection, host.Connect, Author, stop.Token);
            await Eventually.TrueAsync(async () => await host.RootAsync("ls /run/in-tdnf 2>/dev/null; exit 0") != "", "tdnf at work", 15);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

            var meanwhile = await Assert.ThrowsAsync<HostConnectionException>(() => InstallAsync(host, Packages("ethtool")));
            Assert.Equal(ConnectionFailure.ChangeLocked, meanwhile.Failure);
            Assert.Contains("Install-ContainerOsPackage socat", meanwhile.Message);
        }
        finally
        {
            await host.RootAsync(": >/run/go-on");
        }

        await Eventually.TrueAsync(async () => (await host.TransactionsAsync())[^1].State == ChangeState.Confirmed, "the end of the change", 15);
        await host.RootAsync("mv /usr/bin/tdnf.real /usr/bin/tdnf; rm -f /run/go-on /run/in-tdnf");
        Assert.Equal(PackageOutcome.AlreadyPresent, Assert.Single(await InstallAsync(host, operation)).Outcome);
    }

    private static PrereqItem Item(IpvsInstallation done, string name) => done.Items.Single(item => item.Name == name);

    private static PackageOperation Packages(params string[] names) => new(names, 60, TimeSpan.FromSeconds(60));

    private static async Task<IReadOnlyList<PackageInstallation>> InstallAsync(ChangedHost host, PackageOperation operation)
    {
        using var connection = host.Connect();
        var plan = await operation.PlanAsync(host.Target, connection, Token);
        return plan.HasChanges ? await operation.ApplyAsync(plan, connection, host.Connect, Author, Token) : operation.Describe(plan, null);
    }

    private static async Task<IpvsInstallation> MakeReadyAsync(ChangedHost host)
    {
        var operation = new InstallOperation(new InstallRequest(new IpvsRequest()) { LockSeconds = 1 }, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        return await operation.ApplyAsync(await operation.PlanAsync(host.Target, connection, Token), connection, host.Connect, Author, Token);
    }

    private async Task<ChangedHost> UnreadyAsync(string kind)
    {
        var host = await ChangedHost.StartAsync(lab, kind);
        await host.RootAsync(Unready);
        return host;
    }
}
