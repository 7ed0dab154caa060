using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Fleet;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that asks many hosts the same thing: results stream as hosts are done, a host in trouble costs only itself.</summary>
/// <typeparam name="TResult">What one host answers.</typeparam>
public abstract class FleetCommand<TResult> : HostCommand, IDisposable
    where TResult : class
{
    private FleetPipeline<TResult>? fleet;
    private TransportChooser? connections;

    /// <summary>Ends what still runs, here and on the hosts.</summary>
    public void Dispose()
    {
        fleet?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What makes the connections, from BeginProcessing on.</summary>
    protected TransportChooser Connections => connections!;

    /// <summary>Asks one host. Runs on any thread: nothing may be written to the pipeline.</summary>
    protected abstract Task<TResult> AskAsync(IHostConnection connection, CancellationToken cancellationToken);

    /// <summary>Asks before a host is touched, where the cmdlet may change hosts.</summary>
    protected virtual bool Approve(HostTarget target) => true;

    /// <summary>Writes one host's answer.</summary>
    protected virtual void WriteResult(HostTarget target, TResult result) => WriteObject(result);

    /// <summary>Checks the cmdlet's own parameters; a bad one ends the call before any host is contacted.</summary>
    protected virtual void Prepare()
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        connections = CreateConnections();
        Prepare();
        fleet = new FleetPipeline<TResult>(this, new FleetRun<TResult>(async (target, token) =>
        {
            using var connection = new TalkingConnection(connections.Open(target), fleet!.Warn, fleet!.Tell);
            return await AskAsync(connection, token).ConfigureAwait(false);
        }, ThrottleLimit), WriteResult);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var target in Locate(ComputerName))
        {
            CheckLogin(target);
            if (!Approve(target))
                continue;
            WriteVerbose($"{target}: over {connections!.Choose(target)}");
            fleet!.Add([target]);
        }

        fleet!.WriteDone();
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => fleet!.WriteAll();

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => fleet?.Cancel();
}
