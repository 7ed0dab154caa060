using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that asks many hosts the same thing, each over its session or over a connection for this call.</summary>
/// <typeparam name="TResult">What one host answers.</typeparam>
public abstract class AskCommand<TResult> : FleetCommand<TResult>
    where TResult : class
{
    /// <summary>Asks one host. Runs on any thread: nothing may be written to the pipeline.</summary>
    protected abstract Task<TResult> AskAsync(IHostConnection connection, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected sealed override async Task<TResult> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        using var connection = Connect(target);
        var result = await AskAsync(connection, cancellationToken).ConfigureAwait(false);
        if (result is ISessionOutput output)
            output.Session = target.Session;
        return result;
    }
}
