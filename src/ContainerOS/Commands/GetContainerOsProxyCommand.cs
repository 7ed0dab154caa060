using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Proxies;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsProxy: which proxies the programs of hosts use. Passwords are not told.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsProxy")]
[OutputType(typeof(ProxySetting))]
public sealed class GetContainerOsProxyCommand : AskCommand<ProxySetting[]>
{
    /// <summary>The programs.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public ProxyProgram[] For { get; set; } = [ProxyProgram.Tdnf, ProxyProgram.Docker, ProxyProgram.Containerd];

    /// <summary>Ask as root, too.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override Task<ProxySetting[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) => ProxyProbe.RunAsync(connection, Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, ProxySetting[] result)
    {
        foreach (var setting in result.Where(setting => For.Contains(setting.Program)))
        {
            ((IVmResult)setting).SetVm(target.Vm);
            ((ISessionOutput)setting).Session = target.Session;
            WriteObject(setting);
        }
    }
}
