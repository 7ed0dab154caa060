using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;

namespace ContainerOS.Commands;

/// <summary>Undo-ContainerOsTransaction: puts back what an unfinished change has done.</summary>
[Cmdlet(VerbsCommon.Undo, "ContainerOsTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(HostTransaction))]
public sealed class UndoContainerOsTransactionCommand : TransactionCommand
{
    private protected override string Action => "undo the change";

    private protected override Task<HostTransaction> SettleAsync(IHostConnection connection, string id, CancellationToken cancellationToken) =>
        TransactionOperation.UndoAsync(connection, id, CommandTimeout, cancellationToken);
}
