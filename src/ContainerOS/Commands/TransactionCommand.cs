using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that settles unfinished changes of hosts.</summary>
public abstract class TransactionCommand : FleetCommand<HostTransaction>
{
    private readonly ConcurrentDictionary<HostTarget, string> ids = new(); // each record of the pipeline is a target of its own

    /// <summary>The transaction.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern("^2[0-9]{7}T[0-9]{6}Z-[0-9a-f]{8}$")]
    public string Id { get; set; } = "";

    /// <summary>Write the results.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for the question.</summary>
    private protected abstract string Action { get; }

    /// <summary>Does it. Runs on any thread.</summary>
    private protected abstract Task<HostTransaction> SettleAsync(IHostConnection connection, string id, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override bool Approve(HostTarget target)
    {
        ids[target] = Id;
        return ShouldProcess($"{target}, transaction {Id}", Action);
    }

    /// <inheritdoc/>
    protected sealed override void WriteResult(HostTarget target, HostTransaction result)
    {
        if (PassThru)
            WriteObject(result);
    }

    /// <inheritdoc/>
    private protected sealed override async Task<HostTransaction> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        using var connection = Connect(target);
        return await SettleAsync(connection, ids[target], cancellationToken).ConfigureAwait(false);
    }
}
