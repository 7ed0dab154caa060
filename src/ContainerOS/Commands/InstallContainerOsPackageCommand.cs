using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Packages;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Install-ContainerOsPackage: installs packages on hosts that have a package manager.</summary>
[Cmdlet(VerbsLifecycle.Install, "ContainerOsPackage", SupportsShouldProcess = true)]
[OutputType(typeof(PackageInstallation))]
public sealed class InstallContainerOsPackageCommand : ChangeCommand<IReadOnlyList<PackageInstallation>>
{
    private PackageOperation? operation;

    /// <summary>Creates the cmdlet. A package manager may take its time.</summary>
    public InstallContainerOsPackageCommand() => CommandTimeout = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>The packages.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>How long another process may keep the package database.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(60);

    private protected override string Caption => "Install packages";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (Name.FirstOrDefault(name => !PackagePlan.IsName(name)) is { } odd)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidPackageName", $"'{HostText.Clean(odd)}' is no name of a package.", odd));
        operation = new PackageOperation(Name.Distinct().ToList(), (int)Math.Min(LockTimeout.TotalSeconds, 86400), CommandTimeout);
    }

    /// <inheritdoc/>
    protected override void WriteChanged(HostTarget target, IReadOnlyList<PackageInstallation> result)
    {
        foreach (var package in result)
        {
            if (package.Outcome is PackageOutcome.NotFound or PackageOutcome.Failed && !PassThru)
                WriteError(ErrorFactory.ForHost(target, new HostConnectionException(ConnectionFailure.ChangeFailed, target, $"the package {package.Name} is not installed: {package.Reason?.TrimEnd('.')}", ((package.Remedy is { } remedy ? remedy + " " : "") + "The other packages are not touched by that.").TrimStart())));
            ((IVmResult)package).SetVm(target.Vm);
            if (PassThru)
                WriteObject(package);
        }
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);

    private protected override Task<IReadOnlyList<PackageInstallation>> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((PackageInstallPlan)plan, connection, () => LoginOf(plan.Target).Open(plan.Target.WithoutSession()), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override IReadOnlyList<PackageInstallation> Describe(HostPlan plan) => operation!.Describe((PackageInstallPlan)plan, null);

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, IReadOnlyList<PackageInstallation>? result) =>
        [("packages", (result ?? Describe(plan)).Select(package => package.ToString()))];
}
