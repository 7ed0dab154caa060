using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access;
using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsAccess: who can become root, how, and what allows it.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsAccess")]
[OutputType(typeof(AccessRoute))]
public sealed class GetContainerOsAccessCommand : AskCommand<AccessRoute[]>
{
    /// <summary>The account that is become.</summary>
    [Parameter(Position = 1)]
    [ValidatePattern(@"^[^-\s,:][^\s,:]*$")]
    public string User { get; set; } = "root";

    /// <summary>Read as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override Task<AccessRoute[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        AccessProbe.RunAsync(connection, User, Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, AccessRoute[] result)
    {
        foreach (var route in result)
        {
            ((IVmResult)route).SetVm(target.Vm);
            ((ISessionOutput)route).Session = target.Session;
            WriteObject(route);
        }
    }
}
