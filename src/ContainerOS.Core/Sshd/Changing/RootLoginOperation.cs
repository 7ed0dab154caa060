using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans and makes changes of root's login.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class RootLoginOperation(RootLoginRequest request, TimeSpan? timeout)
{
    /// <summary>Reads a host and plans its change.</summary>
    /// <param name="target">The host.</param>
    /// <param name="connection">A connection to it.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HostConnectionException">The host was not reached, cannot be changed, or nobody could get in afterwards.</exception>
    public async Task<SshdPlan> PlanAsync(HostTarget target, IHostConnection connection, TransportChooser login, CancellationToken cancellationToken)
    {
        var reading = await SshdChangeReading.RunAsync(connection, "root", timeout, cancellationToken).ConfigureAwait(false);
        return new RootLoginPlanner(target, reading, request, login).Plan();
    }

    /// <summary>Makes the change.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="connection">A connection by the operator's login.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="author">Who changes the host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<RootSshLogin> ApplyAsync(SshdPlan plan, IHostConnection connection, TransportChooser login, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, () => login.Open(plan.Target.WithoutSession())) { Timeout = timeout, Author = author, Logins = plan.Logins };
        var report = await run.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        return Describe(plan, report);
    }

    /// <summary>A host as it is told of.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="report">The confirmed change; null when nothing was done.</param>
    public static RootSshLogin Describe(SshdPlan plan, ChangeReport? report)
    {
        var forgotten = report?.AfterFailed.Count > 0;
        return new RootSshLogin(plan.Target)
        {
            Port = plan.Reading.Connection.Port ?? plan.Target.Port ?? 22,
            UserName = plan.Reading.Facts.Operator,
            Changed = report is not null,
            Before = RootLoginReader.Value(plan.Before),
            After = RootLoginReader.Value(plan.After),
            File = plan.File,
            Line = plan.Line,
            BackupPath = report is not null && report.Backups.TryGetValue(plan.FileStep, out var backup) ? backup : null,
            Verified = report is not null && plan.Logins.Count > 0,
            SurvivesReboot = forgotten ? false : plan.SurvivesReboot,
            Warnings = forgotten ? plan.Warnings.Append("the template for the next boot could not be written: " + report!.LastWords).ToList() : plan.Warnings,
            Transaction = report?.Id,
        };
    }
}
