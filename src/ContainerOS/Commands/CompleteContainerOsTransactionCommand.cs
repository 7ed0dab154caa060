using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;

namespace ContainerOS.Commands;

/// <summary>Complete-ContainerOsTransaction: confirms a change that waits for it.</summary>
[Cmdlet(VerbsLifecycle.Complete, "ContainerOsTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(HostTransaction))]
public sealed class CompleteContainerOsTransactionCommand : TransactionCommand
{
    private protected override string Action => "keep the change";

    private protected override Task<HostTransaction> SettleAsync(IHostConnection connection, string id, CancellationToken cancellationToken) =>
        TransactionOperation.CompleteAsync(connection, id, CommandTimeout, cancellationToken);
}
