using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans and makes changes of one keyword of sshd.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class SshdOptionOperation(SshdOptionRequest request, TimeSpan? timeout)
{
    /// <inheritdoc cref="RootLoginOperation.PlanAsync"/>
    public async Task<SshdPlan> PlanAsync(HostTarget target, IHostConnection connection, TransportChooser login, CancellationToken cancellationToken)
    {
        var reading = await SshdChangeReading.RunAsync(connection, request.User, timeout, cancellationToken).ConfigureAwait(false);
        return new SshdOptionPlanner(target, reading, request, login).Plan();
    }

    /// <inheritdoc cref="RootLoginOperation.ApplyAsync"/>
    public async Task<SshdOptionChange> ApplyAsync(SshdPlan plan, IHostConnection connection, TransportChooser login, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, () => login.Open(plan.Target.WithoutSession())) { Timeout = timeout, Author = author, Logins = plan.Logins };
        return Describe(plan, await run.RunAsync(connection, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A host as it is told of.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="report">The confirmed change; null when nothing was done.</param>
    public SshdOptionChange Describe(SshdPlan plan, ChangeReport? report)
    {
        var forgotten = report?.AfterFailed.Count > 0;
        return new SshdOptionChange(plan.Target, request.Name)
        {
            Port = plan.Reading.Connection.Port ?? plan.Target.Port ?? 22,
            UserName = plan.Reading.Facts.Operator,
            User = request.User,
            Changed = report is not null,
            Before = plan.Before,
            After = plan.After,
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
