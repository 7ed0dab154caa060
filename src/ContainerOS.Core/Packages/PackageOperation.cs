using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Packages;

/// <summary>Installs packages where there is a package manager.</summary>
/// <param name="names">The packages.</param>
/// <param name="lockSeconds">How long another process may keep the package database.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class PackageOperation(IReadOnlyList<string> names, int lockSeconds, TimeSpan? timeout)
{
    private const string NoRepository = "no enabled repository has it: Get-ContainerOsRepository shows them";

    /// <summary>Asks a host what would be installed.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, does not let us be root, or has no package manager.</exception>
    public async Task<PackageInstallPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken)
    {
        var reading = await PackageReading.RunAsync(connection, names, timeout, cancellationToken).ConfigureAwait(false);
        if (reading.Os.PackageManager is not ("tdnf" or "rpm-ostree"))
        {
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, $"nothing was changed: {reading.Os.DisplayName} has no package manager that is known here",
                "Use a container, or put a static binary where this system lets you.");
        }

        var wanted = names.Except(reading.Plan.NotFound).Except(reading.Plan.AlreadyPresent).Except(reading.Plan.Staged).Where(name => !reading.Installed.ContainsKey(name)).ToList();
        var staged = names.Intersect(reading.Plan.Staged).Where(name => !reading.Installed.ContainsKey(name)).ToList();
        var said = reading.Plan.Install.Count > 0 ? string.Join(", ", reading.Plan.Install) : string.Join(", ", wanted);
        return new PackageInstallPlan(target, new ChangePlan
        {
            Title = "Install-ContainerOsPackage " + string.Join(",", names),
            Steps = wanted.Count == 0 ? [] : [new PackageStep(reading.Os, wanted, lockSeconds)],
            Library = ItemStep.Library + "\n" + PackageStep.Library,
            Summary = wanted.Count == 0 ? [staged.Count > 0 ? "staged already, there after a reboot: " + string.Join(", ", staged) : "there is nothing to install"] : ["install " + said + PackageSizes.Text(reading.Plan) + (reading.Os.PackagesNeedReboot ? "; there after a reboot" : "")],
        }, reading)
        {
            Warnings = wanted.Count > 0 && reading.Plan.Problem is { } problem ? ["the package manager could not say what it would install: " + problem] : [],
        };
    }

    /// <summary>Installs them.</summary>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<IReadOnlyList<PackageInstallation>> ApplyAsync(PackageInstallPlan plan, IHostConnection connection, Func<IHostConnection> connect, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var report = await new ChangeRun(plan.Target, plan.Change, connect) { Timeout = timeout, Author = author }.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        return Describe(plan, ItemStep.Read(report).Where(note => note.Kind == "Package").GroupBy(note => note.Name).ToDictionary(note => note.Key, note => note.Last()));
    }

    /// <summary>The packages as they would be, or as the change noted them.</summary>
    public IReadOnlyList<PackageInstallation> Describe(PackageInstallPlan plan, IReadOnlyDictionary<string, (string Kind, string Name, string Outcome, string? Detail)>? notes) => names.Select(name =>
    {
        var reading = plan.Reading;
        var planned = reading.Plan.Install.FirstOrDefault(package => package.Name == name);
        if (notes is not null && notes.TryGetValue(name, out var note) && Enum.TryParse<PackageOutcome>(note.Outcome, out var outcome))
        {
            return new PackageInstallation(plan.Target, name, outcome)
            {
                Version = outcome == PackageOutcome.Failed ? null : note.Detail ?? planned?.Version,
                Changed = outcome is PackageOutcome.Installed or PackageOutcome.Staged,
                Reason = outcome == PackageOutcome.Failed ? PackageTrouble.Words(note.Detail ?? "the package manager did not say why") : outcome == PackageOutcome.NotFound ? NoRepository : null,
                Remedy = outcome == PackageOutcome.Failed ? PackageTrouble.Remedy(note.Detail ?? "") : null,
                InstallBytes = planned?.InstallBytes,
                DownloadBytes = planned?.DownloadBytes,
            };
        }

        if (reading.Plan.NotFound.Contains(name))
            return new PackageInstallation(plan.Target, name, PackageOutcome.NotFound) { Reason = NoRepository };
        if (reading.Plan.Staged.Contains(name) && !reading.Installed.ContainsKey(name))
            return new PackageInstallation(plan.Target, name, PackageOutcome.Staged);
        return reading.Installed.TryGetValue(name, out var version) || reading.Plan.AlreadyPresent.Contains(name)
            ? new PackageInstallation(plan.Target, name, PackageOutcome.AlreadyPresent) { Version = version }
            : new PackageInstallation(plan.Target, name, PackageOutcome.Planned) { Version = planned?.Version, InstallBytes = planned?.InstallBytes, DownloadBytes = planned?.DownloadBytes };
    }).ToList();
}
