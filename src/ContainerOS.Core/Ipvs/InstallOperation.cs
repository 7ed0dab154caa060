using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Packages;
using ContainerOS.Targets;

namespace ContainerOS.Ipvs;

/// <summary>Plans and makes hosts ready.</summary>
/// <param name="request">What may be done.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class InstallOperation(InstallRequest request, TimeSpan? timeout)
{
    /// <summary>Reads a host and plans what makes it ready.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or does not let us be root.</exception>
    public async Task<InstallPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        new InstallPlanner(target, await InstallReading.RunAsync(connection, request.Wanted, timeout, cancellationToken).ConfigureAwait(false), request).Plan();

    /// <summary>Does it, and asks the host again.</summary>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<IpvsInstallation> ApplyAsync(InstallPlan plan, IHostConnection connection, Func<IHostConnection> connect, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, connect) { Timeout = timeout, Author = author };
        var report = await run.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        IpvsPrereqs? after = null;
        var warnings = plan.Warnings.ToList();
        try
        {
            after = await IpvsProbe.RunAsync(connection, request.Wanted, elevate: true, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException lost)
        {
            warnings.Add("it is done, and the host could not be asked again whether it is ready now: " + lost.Problem);
        }

        var items = Items(plan, report).ToList();
        return Describe(plan, after, items, warnings, report.Id);
    }

    /// <summary>A host on which nothing was done.</summary>
    public static IpvsInstallation Describe(InstallPlan plan) => Describe(plan, plan.Before, plan.Items, plan.Warnings, null);

    private static IpvsInstallation Describe(InstallPlan plan, IpvsPrereqs? now, IReadOnlyList<PrereqItem> items, IReadOnlyList<string> warnings, string? transaction) => new(plan.Target)
    {
        Port = plan.Before.Port,
        UserName = plan.Before.UserName,
        Changed = transaction is not null,
        Ready = now?.Ready,
        Items = items,
        Remaining = now?.Checks.Where(check => check.Required && check.Status is not (PrereqStatus.Ok or PrereqStatus.NotPersistent)).ToList(),
        RebootRequired = items.Any(item => item.Outcome == PrereqOutcome.Staged),
        SurvivesReboot = transaction is null ? null : plan.SurvivesReboot && !items.Any(item => item.Outcome == PrereqOutcome.Failed && (IsOfTheBoot(item.Name) || item.Kind == PrereqKind.Sysctl)),
        Warnings = warnings,
        Transaction = transaction,
    };

    // Files, and the list of RancherOS: what counts at the next boot.
    private static bool IsOfTheBoot(string name) => name[0] == '/' || name == "rancher.modules";

    // What was planned and did not note its own outcome came about with the change: a file among its steps, or a name within a list.
    private static IEnumerable<PrereqItem> Items(InstallPlan plan, ChangeReport report)
    {
        var noted = ItemStep.Read(report).ToLookup(note => note.Name);
        foreach (var item in plan.Items)
        {
            if (item.Outcome != PrereqOutcome.Planned)
                yield return item;
            else if (noted[item.Name].FirstOrDefault() is { Name: not null } note)
                yield return new PrereqItem(item.Kind, item.Name, Enum.TryParse<PrereqOutcome>(note.Outcome, out var outcome) ? outcome : PrereqOutcome.Failed, note.Detail is { } said ? PackageTrouble.Words(said) : item.Detail);
            else
                yield return new PrereqItem(item.Kind, item.Name, PrereqOutcome.Done, item.Detail);
        }

        foreach (var (kind, name, _, detail) in ItemStep.Read(report).Where(note => note.Outcome == nameof(PrereqOutcome.Failed) && IsOfTheBoot(note.Name)))
            yield return new PrereqItem(Enum.TryParse<PrereqKind>(kind, out var about) ? about : PrereqKind.Module, name, PrereqOutcome.Failed, detail);
    }
}
