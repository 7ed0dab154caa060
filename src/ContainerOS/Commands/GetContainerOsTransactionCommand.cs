using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsTransaction: changes of hosts that are unfinished or were undone.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsTransaction")]
[OutputType(typeof(HostTransaction))]
public sealed class GetContainerOsTransactionCommand : AskCommand<IReadOnlyList<HostTransaction>>
{
    /// <summary>The transactions to show.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Also those that were confirmed.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<HostTransaction>> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        TransactionOperation.ListAsync(connection, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, IReadOnlyList<HostTransaction> result)
    {
        foreach (var transaction in result.Where(one => Id?.Contains(one.Id) ?? (All || one.State != ChangeState.Confirmed)))
        {
            ((IVmResult)transaction).SetVm(target.Vm);
            WriteObject(transaction);
        }
    }
}
