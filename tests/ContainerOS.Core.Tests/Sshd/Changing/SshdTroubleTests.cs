using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Sshd.Changing;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Sshd.Changing;

/// <summary>Changes of sshd that a host cannot take, and configurations that let nobody in: nothing is changed in the end, and the host can be entered.</summary>
public sealed class SshdTroubleTests(SshdTroubleLab lab) : IClassFixture<SshdTroubleLab>
{
    public static TheoryData<string, string, string, string, string> Obstacles => new()
    {
        { "photon5", "mount --bind -o ro /etc/ssh /etc/ssh && mount -o remount,bind,ro /etc/ssh", "umount /etc/ssh", "ChangeFailed", "Read-only file system" },
        { "flatcar", "mount --bind /etc/ssh /etc/ssh && mount -o remount,bind,ro /etc/ssh", "umount /etc/ssh", "ChangeFailed", "Read-only file system" },
        { "rancheros", "mount -o bind /etc/ssh /etc/ssh && mount -o remount,bind,ro /etc/ssh", "umount /etc/ssh", "ChangeFailed", "Read-only file system" },
        { "photon5", "cp -p /etc/ssh/sshd_config /etc/ssh/own && mv /etc/ssh/own /etc/ssh/sshd_config && chattr +i /etc/ssh/sshd_config", // not one of the lab's base
            "chattr -i /etc/ssh/sshd_config", "ChangeFailed", "Operation not permitted" },
        { "rancheros", "chattr +i /etc/ssh/sshd_config", "chattr -i /etc/ssh/sshd_config", "ChangeFailed", "Operation not permitted" },
        { "flatcar", "chattr +i /etc/ssh", "chattr -i /etc/ssh", "ChangeFailed", "Operation not permitted" }, // nothing new beside the file
        { "photon5", "mount --bind /etc/ssh/sshd_config /etc/ssh/sshd_config", "umount /etc/ssh/sshd_config", "ChangeFailed", "cross-device" }, // can be read, and not be replaced
        { "photon5", "mkdir /run/ssh && cp -a /etc/ssh/sshd_config /etc/ssh/ssh_host* /run/ssh && mount -t tmpfs -o size=64k tmpfs /etc/ssh && cp -a /run/ssh/. /etc/ssh && { head -c 100000 /dev/zero >/etc/ssh/fill; true; }", "umount /etc/ssh; rm -rf /run/ssh", "ChangeFailed", "No space left" },
        { "flatcar", "mkdir -p /var/lib/containeros && mount -t tmpfs -o size=64k tmpfs /var/lib/containeros && { head -c 100000 /dev/zero >/var/lib/containeros/fill; true; }", "umount /var/lib/containeros", "ChangeFailed", "No space left" },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task A_file_that_cannot_be_written_changes_nothing(string kind, string obstacle, string end, string failure, string words)
    {
        var host = await HostAsync(kind);
        var plan = await host.PlanAsync();
        var before = host.Files();
        try
        {
            var isThere = host.Lab.Inside("{ " + obstacle + "; } >/dev/null 2>&1 && echo ok").Trim() == "ok";
            Assert.SkipWhen(!isThere && obstacle.Contains("chattr"), "tmpfs has immutable files since Linux 6.6");
            Assert.True(isThere, obstacle);
            var error = await Assert.ThrowsAsync<HostConnectionException>(() => host.ApplyAsync(plan, plan.Change, Token));
            Assert.True(failure == error.Failure.ToString(), error.Message);
            Assert.Contains(words, error.Message);
        }
        finally
        {
            host.Lab.Inside(end);
        }

        await host.AssertWholeAsync(plan, before, isNew: false, obstacle);
    }

    [Theory]
    [InlineData("photon5", "DenyUsers", "root", true)]
    [InlineData("photon5", "AuthorizedKeysFile", "none", false)]
    [InlineData("flatcar", "AllowUsers", "nobody", true)]
    [InlineData("rancheros", "AllowUsers", "nobody", false)]
    [InlineData("rancheros", "ListenAddress", "192.0.2.1", true)] // sshd -t likes it, and sshd ends
    public async Task A_configuration_that_lets_nobody_in_is_put_back(string kind, string keyword, string value, bool isKept)
    {
        var host = await HostAsync(kind);
        var before = host.Files();
        // Over a connection that is still there it is put back at once, else by the host.
        var operation = new SshdOptionOperation(new SshdOptionRequest(keyword, value) { RollbackAfter = TimeSpan.FromSeconds(isKept ? 60 : 5) }, TimeSpan.FromSeconds(60));
        using var connection = isKept ? new KeptForTest(new OpenSshKeptConnection(host.Target, lab.Settings())) : host.Connect();
        var plan = await operation.PlanAsync(host.Target, connection, host.Login, Token);
        var clock = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => operation.ApplyAsync(plan, connection, host.Login, ChangeAuthor.Current(null), Token));
        Assert.True(error.Failure == ConnectionFailure.RolledBack, error.Message);
        Assert.True(clock.Elapsed.TotalSeconds < 50, "put back by the host, and not at once");
        await host.AssertEnteredAsync(before);
    }

    [Fact]
    public async Task An_sshd_that_does_not_take_its_files_any_more_puts_them_back()
    {
        var host = await HostAsync("flatcar");
        var plan = await host.PlanAsync();
        var before = host.Files();
        var change = SshdHost.With(plan, 2, SshdHost.Pause);
        var running = host.ApplyAsync(plan, change, Token);
        await host.PausedAsync(running);
        host.Lab.Inside("echo 'Nonsense yes' >/etc/ssh/sshd_config.d/00-broken.conf");
        host.GoOn();
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => running);
        host.Lab.Inside("rm /etc/ssh/sshd_config.d/00-broken.conf");
        Assert.True(error.Failure == ConnectionFailure.ChangeFailed, error.Message);
        Assert.Contains("'sshd -t' failed", error.Message);
        Assert.Contains("Nonsense", error.Message);
        await host.AssertWholeAsync(plan, before, isNew: false, "a broken drop-in");
    }

    [Fact]
    public async Task An_sshd_that_has_ended_is_started_with_the_old_configuration()
    {
        var host = await HostAsync("photon5");
        var plan = await host.PlanAsync();
        var before = host.Files();
        var running = host.ApplyAsync(plan, SshdHost.With(plan, plan.Change.Steps.Count - 1, SshdHost.Pause), Token);
        await host.PausedAsync(running);
        host.Lab.Inside("systemctl stop sshd");
        host.GoOn();
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => running);
        Assert.True(error.Failure == ConnectionFailure.ChangeFailed, error.Message);
        await host.AssertWholeAsync(plan, before, isNew: false, "no sshd");
    }

    [Theory]
    [InlineData("photon5")]
    [InlineData("rancheros")]
    public async Task Of_two_operators_at_once_one_changes_the_host(string kind)
    {
        var host = await HostAsync(kind);
        var plan = await host.PlanAsync();
        var before = host.Files();
        var first = host.ApplyAsync(plan, SshdHost.With(plan, 1, SshdHost.Pause), Token);
        await host.PausedAsync(first);
        var second = await Assert.ThrowsAsync<HostConnectionException>(() => host.ApplyAsync(plan, plan.Change, Token));
        Assert.Equal(ConnectionFailure.ChangeLocked, second.Failure);
        host.GoOn();
        Assert.Equal(ChangeState.Confirmed, (await first).State);
        await host.AssertWholeAsync(plan, before, isNew: true, "two operators");

        // Whoever planned before that finds another file.
        var late = await Assert.ThrowsAsync<HostConnectionException>(() => host.ApplyAsync(plan, plan.Change, Token));
        Assert.Equal(ConnectionFailure.ChangeFailed, late.Failure);
        Assert.Contains("is not what it was when the change was planned", late.Message);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<SshdHost> HostAsync(string kind)
    {
        await lab.StartAsync();
        return new SshdHost(lab, kind);
    }
}

/// <summary>Hosts that get into trouble.</summary>
public sealed class SshdTroubleLab() : OwnLab("photon5", "flatcar", "rancheros");
