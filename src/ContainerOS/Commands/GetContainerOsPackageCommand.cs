using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Packages;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsPackage: which packages hosts have, and could have.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsPackage")]
[OutputType(typeof(HostPackage))]
public sealed class GetContainerOsPackageCommand : AskCommand<HostPackage[]>
{
    private PackageQuery? query;

    /// <summary>The packages.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Ask the repositories, too.</summary>
    [Parameter]
    public SwitchParameter Available { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (Name.FirstOrDefault(name => !PackageQuery.IsName(name)) is { } odd)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidPackageName", $"'{HostText.Clean(odd)}' is no name of a package.", odd));
        query = new PackageQuery(Name, Available);
    }

    /// <inheritdoc/>
    protected override Task<HostPackage[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) => query!.RunAsync(connection, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, HostPackage[] result)
    {
        foreach (var package in result)
        {
            ((IVmResult)package).SetVm(target.Vm);
            ((ISessionOutput)package).Session = target.Session;
            WriteObject(package);
        }
    }
}
