using System;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Changes;

/// <summary>Changes of real hosts: confirmed, refused, cut off, met by a second operator, and by a reboot.</summary>
public sealed class ChangeRunTests(ChangeLab lab) : IClassFixture<ChangeLab>
{
    private static readonly byte[] New = Encoding.ASCII.GetBytes("new\n");
    private readonly string file = $"/etc/change-test-{Guid.NewGuid():N}.conf";

    public static TheoryData<string> Kinds => ["photon5", "flatcar", "cos", "rancheros"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_change_is_verified_and_confirmed(string kind)
    {
        var host = await HostAsync(kind);
        var report = await Run(host, Plan(), Works(host)).RunAsync(host.Connect(), Token);
        Assert.Equal(ChangeState.Confirmed, report.State);
        Assert.Equal(Environment.UserName, report.About("owner"));
        Assert.Equal("new", await ContentAsync(host));
        Assert.Equal("", await LeftoversAsync(host));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_login_that_does_not_work_puts_it_back_at_once(string kind)
    {
        var host = await HostAsync(kind);
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => Run(host, Plan(), Works(host), Fails(host)).RunAsync(host.Connect(), Token));
        Assert.Equal(ConnectionFailure.RolledBack, refused.Failure);
        Assert.Contains("nobody did not get in", refused.Message);
        Assert.Equal("missing", await ContentAsync(host));
        Assert.Equal("", await LeftoversAsync(host));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_client_that_is_gone_leaves_it_to_the_timer(string kind)
    {
        var host = await HostAsync(kind);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var gone = new ChangeLogin("gone", () => { stop.Cancel(); throw new OperationCanceledException(stop.Token); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(host, Plan(seconds: 3), gone).RunAsync(host.Connect(), stop.Token));
        Assert.Equal("new", await ContentAsync(host));
        var transaction = (await TransactionsAsync(host)).Last();
        Assert.Equal(ChangeState.Applied, transaction.State);
        await Eventually.TrueAsync(async () => await ContentAsync(host) == "missing", "put back by the host", 15);
        Assert.Equal("timer", (await TransactionsAsync(host)).Last().UndoneBy);
        Assert.Equal("", await LeftoversAsync(host));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_client_that_is_stopped_in_the_middle_does_not_stop_the_host(string kind)
    {
        var host = await HostAsync(kind);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var plan = new ChangePlan { Title = "test", Steps = [new FileStep(file, null, New), new CommandStep("wait", "i=0; while [ ! -e /run/go-on ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done")] };
        var running = Run(host, plan).RunAsync(host.Connect(), stop.Token);
        await Eventually.TrueAsync(async () => await ContentAsync(host) == "new", "the first step", 15);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(ChangeState.Applying, (await TransactionsAsync(host)).Last().State);
        await RootAsync(host, ": >/run/go-on");
        await Eventually.TrueAsync(async () => (await TransactionsAsync(host)).Last().State == ChangeState.Confirmed, "the end of the change", 15);
        await RootAsync(host, "rm -f /run/go-on");
    }

    [Theory]
    [InlineData("photon5")]
    [InlineData("rancheros")]
    public async Task The_second_operator_is_told_of_the_first(string kind)
    {
        var host = await HostAsync(kind);
        HostConnectionException? second = null;
        var other = new ChangeLogin("other", () =>
        {
            second = Assert.Throws<AggregateException>(() => Run(host, Plan(), Works(host)).RunAsync(host.Connect(), Token).Wait(Token)).InnerException as HostConnectionException;
            return host.Connect();
        });
        var report = await Run(host, Plan(), other, Works(host)).RunAsync(host.Connect(), Token);
        Assert.Equal(ChangeState.Confirmed, report.State);
        Assert.Equal(ConnectionFailure.ChangeLocked, second!.Failure);
        Assert.Contains(Environment.UserName + "@", second.Message);
        Assert.Contains(report.Id, second.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_reboot_before_the_confirmation_undoes_it(string kind)
    {
        var host = await HostAsync(kind);
        var rebooted = new ChangeLogin("rebooted", () =>
        {
            RebootAsync(host).Wait(Token);
            return host.Connect();
        });
        var plan = new ChangePlan { Title = "test", Steps = [new FileStep(file, null, New)], RollbackAfter = TimeSpan.FromSeconds(120), SurvivesReboot = kind is "photon5" or "flatcar" };
        var lost = await Assert.ThrowsAsync<HostConnectionException>(() => Run(host, plan, rebooted).RunAsync(host.Connect(), Token));
        Assert.Equal(ConnectionFailure.RolledBack, lost.Failure);
        Assert.Equal("reboot", (await TransactionsAsync(host)).Last().UndoneBy);
        Assert.Equal("missing", await ContentAsync(host));
        Assert.Equal("", await LeftoversAsync(host));
    }

    [Fact]
    public async Task A_full_disk_changes_nothing()
    {
        var host = await HostAsync("photon5");
        await RootAsync(host, "mkdir -p /var/lib/containeros && mount -t tmpfs -o size=64k tmpfs /var/lib/containeros && head -c 100000 /dev/zero >/var/lib/containeros/fill 2>/dev/null; exit 0");
        try
        {
            var full = await Assert.ThrowsAsync<HostConnectionException>(() => Run(host, Plan(), Works(host)).RunAsync(host.Connect(), Token));
            Assert.Equal(ConnectionFailure.ChangeFailed, full.Failure);
            Assert.Contains("No space left", full.Message);
            Assert.Equal("missing", await ContentAsync(host));
        }
        finally
        {
            await RootAsync(host, "umount /var/lib/containeros");
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_changes_nothing()
    {
        var host = await HostAsync("cos");
        var plan = new ChangePlan { Title = "test", Steps = [new FileStep(file, null, New), new FileStep("/usr/change-test", null, New)] };
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => Run(host, plan).RunAsync(host.Connect(), Token));
        Assert.Contains("Read-only file system", refused.Message);
        Assert.Equal(ConnectionFailure.ChangeFailed, refused.Failure);
        Assert.Equal("missing", await ContentAsync(host));
    }

    [Fact]
    public async Task An_unfinished_change_is_completed_or_undone_by_hand()
    {
        var host = await HostAsync("photon5");
        foreach (var complete in new[] { true, false })
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var gone = new ChangeLogin("gone", () => { stop.Cancel(); throw new OperationCanceledException(stop.Token); });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(host, Plan(), gone).RunAsync(host.Connect(), stop.Token));
            var id = (await TransactionsAsync(host)).Last().Id;
            using var connection = host.Connect();
            var settled = complete ? await TransactionOperation.CompleteAsync(connection, id, null, Token) : await TransactionOperation.UndoAsync(connection, id, null, Token);
            Assert.Equal(complete ? ChangeState.Confirmed : ChangeState.RolledBack, settled.State);
            Assert.Equal(complete ? "new" : "missing", await ContentAsync(host));
            Assert.Equal("", await LeftoversAsync(host));
            await RootAsync(host, "rm -f " + file);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<TestHost> HostAsync(string kind)
    {
        await lab.StartAsync();
        return new TestHost(lab.Target(kind switch { "flatcar" => "core", "cos" => "chronos", "rancheros" => "rancher", _ => "root" }, kind), lab.Settings());
    }

    private ChangePlan Plan(int seconds = 60) => new() { Title = "test", Steps = [new FileStep(file, null, New)], RollbackAfter = TimeSpan.FromSeconds(seconds), Summary = ["a test"] };

    private static ChangeRun Run(TestHost host, ChangePlan plan, params ChangeLogin[] logins) => new(host.Target, plan, host.Connect) { Logins = logins, Timeout = TimeSpan.FromSeconds(60) };

    private static ChangeLogin Works(TestHost host) => new("root", host.Connect);

    private static ChangeLogin Fails(TestHost host) => new("nobody", () => new OpenSshConnection(
        new HostTarget("own", host.Target.Address, null, "nobody"), host.Settings with { KeyFilePath = null, Password = new NetworkCredential("", "wrong").SecurePassword }));

    private async Task<string> ContentAsync(TestHost host) => (await RootAsync(host, $"if [ -e {file} ]; then cat {file}; else echo missing; fi")).Trim();

    private static async Task<string> LeftoversAsync(TestHost host) => (await RootAsync(host, """
        ls -a /etc /etc/systemd/system /etc/systemd/system/*.wants 2>/dev/null | grep -e '^\.2' -e containeros
        for lock in /var/lib/containeros/lock /var/lib/rancher/containeros/lock; do if [ -h "$lock" ]; then echo "$lock"; fi; done
        if command -v systemctl >/dev/null; then systemctl list-timers --all | grep containeros; fi
        exit 0
        """)).Trim();

    private static async Task<System.Collections.Generic.IReadOnlyList<HostTransaction>> TransactionsAsync(TestHost host)
    {
        using var connection = host.Connect();
        return await TransactionOperation.ListAsync(connection, null, Token);
    }

    private static async Task RebootAsync(TestHost host)
    {
        await RootAsync(host, ": >/run/before-reboot");
        await Assert.ThrowsAsync<HostConnectionException>(() => RootAsync(host, "reboot; sleep 30"));
        await Eventually.TrueAsync(async () => await RootAsync(host, "[ -e /run/before-reboot ] || echo again") == "again\n", "an answer after the reboot");
    }

    private static async Task<string> RootAsync(TestHost host, string script)
    {
        using var connection = host.Connect();
        var result = await connection.RunAsync(new RemoteScript("test.sh", "section test sh -c \"$1\"", script) { Elevation = Elevation.Required }, TimeSpan.FromSeconds(40), Token);
        return result.Sections["test"].OutputText;
    }

    private sealed record TestHost(HostTarget Target, ConnectionSettings Settings)
    {
        public IHostConnection Connect() => new OpenSshConnection(Target, Settings);
    }
}
