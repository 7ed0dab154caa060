using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.KernelModules;
using ContainerOS.Packages;
using ContainerOS.Scripts;

namespace ContainerOS.Ipvs;

/// <summary>What an installation must know of a host.</summary>
/// <param name="Prereqs">The verdict.</param>
/// <param name="Boot">Our own list of modules for every boot.</param>
/// <param name="Packages">What the package manager would do.</param>
/// <param name="Files">The files that may change, by the names of their sections.</param>
internal sealed record InstallReading(IpvsPrereqs Prereqs, KernelModuleBoot Boot, PackagePlan Packages, IReadOnlyDictionary<string, byte[]> Files)
{
    private static readonly string[] FileSections = ["sysctlfile", "fstab", "firewallfile"];
    private static readonly Lazy<string> Before = new(() => RemoteScript.Embedded("module-keep.sh") + RemoteScript.Embedded("ipvs-install.sh"));
    private static readonly Lazy<string> PlanText = new(() => RemoteScript.Embedded("tdnf-lock.sh") + RemoteScript.Embedded("tdnf-plan.sh") + RemoteScript.Embedded("layered-packages.sh"));

    /// <summary>Reads a host; its package manager is asked only where something is missing.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or does not let us be root.</exception>
    public static async Task<InstallReading> RunAsync(IHostConnection connection, IpvsRequest wanted, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var probe = IpvsProbe.Script(wanted, elevate: true);
        var script = new RemoteScript("The check of the prerequisites", Before.Value + probe.Text, probe.Arguments.ToArray()) { Elevation = Elevation.Required, IsReadOnly = true, MaxOutputBytes = 32 << 20 };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        var prereqs = IpvsProbe.Read(connection.Target, result, wanted);
        var files = FileSections.Where(name => result.Sections.TryGetValue(name, out var file) && file.Status == 0).ToDictionary(name => name, name => result.Sections[name].Output);
        return new InstallReading(prereqs, KernelModuleBoot.Read(result), await PlanAsync(connection, prereqs, timeout, cancellationToken).ConfigureAwait(false), files);
    }

    /// <summary>The packages that bring what is missing.</summary>
    public static IReadOnlyList<string> MissingPackages(IpvsPrereqs prereqs) =>
        prereqs.Checks.Where(check => check is { Kind: PrereqKind.Tool, Status: PrereqStatus.Missing, Fixable: true }).Select(check => Remedies.Package(prereqs.OsFamily, check.Name)).Distinct().ToList();

    private static async Task<PackagePlan> PlanAsync(IHostConnection connection, IpvsPrereqs prereqs, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var packages = MissingPackages(prereqs);
        if (packages.Count == 0)
            return PackagePlan.None;
        var script = new RemoteScript("The plan of the package manager", "cos_packages=$1\n" + PlanText.Value, string.Join(" ", packages)) { Elevation = Elevation.Required, IsReadOnly = true };
        return PackagePlan.Read(await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false));
    }
}
