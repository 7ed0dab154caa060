using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Changing;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Sshd.Changing;

/// <summary>A host whose sshd a test changes, and what must be true of it however the change ends.</summary>
internal sealed class SshdHost(OwnLab lab, string kind)
{
    public LabHost Lab => lab.Host(kind);

    public HostTarget Target => lab.Target(Lab.User, kind);

    public TransportChooser Login => new(Transport.OpenSsh, lab.Settings(), AppContext.BaseDirectory);

    public IHostConnection Connect() => new OpenSshConnection(Target, lab.Settings());

    /// <summary>Plans the change of PermitRootLogin to what it is not.</summary>
    public async Task<SshdPlan> PlanAsync()
    {
        var wanted = Effective() == "permitrootlogin yes" ? PermitRootLogin.ProhibitPassword : PermitRootLogin.Yes;
        using var connection = Connect();
        return await new RootLoginOperation(new RootLoginRequest(wanted), TimeSpan.FromSeconds(60)).PlanAsync(Target, connection, Login, TestContext.Current.CancellationToken);
    }

    /// <summary>The plan with a step more, and another time for its proof.</summary>
    public static ChangePlan With(SshdPlan plan, int before, ChangeStep step, double seconds = 60) => new()
    {
        Title = plan.Change.Title,
        Steps = [.. plan.Change.Steps.Take(before), step, .. plan.Change.Steps.Skip(before)],
        Afters = plan.Change.Afters,
        Library = plan.Change.Library,
        Summary = plan.Change.Summary,
        SurvivesReboot = plan.Change.SurvivesReboot,
        RollbackAfter = TimeSpan.FromSeconds(seconds),
    };

    public Task<ChangeReport> ApplyAsync(SshdPlan plan, ChangePlan change, CancellationToken cancellationToken) =>
        new ChangeRun(Target, change, Connect) { Logins = plan.Logins, Timeout = TimeSpan.FromSeconds(60) }.RunAsync(Connect(), cancellationToken);

    /// <summary>A step in which the host waits until it is let go.</summary>
    public static ChangeStep Pause => new CommandStep("pause", "true >/run/paused; i=0; while [ ! -e /run/go-on ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done; rm -f /run/go-on");

    public async Task PausedAsync(Task running)
    {
        await Eventually.TrueAsync(() => Task.FromResult(running.IsCompleted || Lab.Inside("if [ -e /run/paused ]; then rm /run/paused; echo yes; fi") == "yes\n"), "the pause");
        Assert.False(running.IsCompleted, "over before the pause: " + running.Exception?.InnerException?.Message);
    }

    public void GoOn() => Lab.Inside(": >/run/go-on");

    /// <summary>Ends what serves the connections of this host, as a lost network does.</summary>
    public void Cut() => Lab.Inside("""
        for one in /proc/[0-9]*; do
          case $(tr '\0' ' ' <"$one/cmdline") in *listener*) ;; sshd:*) kill -KILL "${one#/proc/}" ;; esac
        done 2>/dev/null
        """);

    /// <summary>Starts the host again without ending anything first.</summary>
    public async Task ResetAsync()
    {
        Lab.Inside(": >/run/before-reset; if command -v systemctl >/dev/null; then systemctl reboot -ff; else busybox reboot -f; fi 2>/dev/null");
        await Eventually.TrueAsync(async () => (await AnswerAsync("[ -e /run/before-reset ] || echo again")) == "again", "an answer after the reset");
    }

    public string Effective() => Lab.PermitRootLogin();

    public string Files() => Lab.SshdFiles();

    public IReadOnlyList<HostTransaction> Transactions()
    {
        using var connection = Connect();
        return TransactionOperation.ListAsync(connection, null, TestContext.Current.CancellationToken).Result;
    }

    /// <summary>The host lets us in, sshd says the old or the new, the files are those of before when it is the old, and nothing of the change is left.</summary>
    public async Task AssertWholeAsync(SshdPlan plan, string before, bool isNew, string when)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Leftovers() == ""), $"{when}: nothing is left, but: {Leftovers()}", 20);
        await Eventually.TrueAsync(async () => await AnswerAsync("echo in") == "in", when + ": the host can be entered");
        Assert.True("permitrootlogin " + (isNew ? plan.After : plan.Before) == Effective(), when + ": " + Effective());
        Assert.True(isNew == (before != Files()), when + ": the files");
    }

    /// <summary>The host lets us in, with the files of before.</summary>
    public async Task AssertEnteredAsync(string before)
    {
        Assert.Equal("", Leftovers());
        Assert.Equal(before, Files());
        await Eventually.TrueAsync(async () => await AnswerAsync("echo in") == "in", "the host can be entered");
    }

    public string Leftovers() => Lab.ChangeLeftovers();

    private async Task<string> AnswerAsync(string script)
    {
        using var connection = Connect();
        var result = await connection.RunAsync(new RemoteScript("test.sh", "section test sh -c \"$1\"", script), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return result.Sections["test"].OutputText.Trim();
    }
}
