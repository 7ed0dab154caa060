using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access.Keys;
using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsAuthorizedKey: the public keys that let people in to an account.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsAuthorizedKey")]
[OutputType(typeof(AuthorizedKeyEntry))]
public sealed class GetContainerOsAuthorizedKeyCommand : AskCommand<AuthorizedKeyEntry[]>
{
    /// <summary>The accounts.</summary>
    [Parameter(Position = 1)]
    [ValidatePattern(@"^(\*|[A-Za-z_][A-Za-z0-9_.@\\-]*[$]?)$")]
    public string[] Account { get; set; } = [];

    /// <summary>Read as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override Task<AuthorizedKeyEntry[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        AuthorizedKeyProbe.RunAsync(connection, Account.Length == 0 ? [AuthorizedKeyProbe.Own] : Account, Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, AuthorizedKeyEntry[] result)
    {
        foreach (var entry in result)
        {
            ((IVmResult)entry).SetVm(target.Vm);
            ((ISessionOutput)entry).Session = target.Session;
            WriteObject(entry);
        }
    }
}
