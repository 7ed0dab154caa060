using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.KernelModules;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsKernelModule: where kernel modules are, on many hosts.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsKernelModule")]
[OutputType(typeof(KernelModule))]
public sealed class GetContainerOsKernelModuleCommand : AskCommand<KernelModule[]>
{
    /// <summary>The modules.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidatePattern("^[A-Za-z0-9_-]{1,64}$")]
    public string[] Name { get; set; } = [];

    /// <summary>Ask as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override Task<KernelModule[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        KernelModuleProbe.RunAsync(connection, Name, Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, KernelModule[] result)
    {
        foreach (var module in result)
        {
            ((IVmResult)module).SetVm(target.Vm);
            ((ISessionOutput)module).Session = target.Session;
            WriteObject(module);
        }
    }
}
