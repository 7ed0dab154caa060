using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Fleet;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that does the same with many hosts: results stream as hosts are done, a host in trouble costs only itself.</summary>
/// <typeparam name="TResult">What comes of one host.</typeparam>
public abstract class FleetCommand<TResult> : HostCommand, IDisposable
    where TResult : class
{
    private FleetPipeline<TResult>? fleet;
    private TransportChooser? connections;

    /// <summary>What makes the connections of this call.</summary>
    protected TransportChooser Connections => connections!;

    /// <summary>Ends what still runs, here and on the hosts.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks before a host is touched, where the cmdlet may change hosts.</summary>
    protected virtual bool Approve(HostTarget target) => true;

    /// <summary>Writes one host's answer.</summary>
    protected virtual void WriteResult(HostTarget target, TResult result) => WriteObject(result);

    /// <summary>A host's result or error has been written.</summary>
    protected virtual void Told(HostTarget target)
    {
    }

    /// <summary>Checks the cmdlet's own parameters; a bad one ends the call before any host is contacted.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Ends what still runs, here and on the hosts.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing) => fleet?.Dispose();

    /// <summary>Has a warning written before the next result. For any thread.</summary>
    protected void Warn(string warning) => fleet!.Warn(warning);

    /// <summary>Has a line for -Verbose written before the next result. For any thread.</summary>
    protected void Tell(string line) => fleet!.Tell(line);

    /// <summary>A host's session, or a connection for this call.</summary>
    private protected IHostConnection Connect(HostTarget target) =>
        target.Session is { } session ? new SessionConnection(session, target, Warn) : new TalkingConnection(Connections.Open(target), Warn, Tell);

    /// <summary>Goes on with a host whose first outcome was not its last. For the pipeline's thread.</summary>
    private protected void Continue(HostTarget target, Func<HostTarget, CancellationToken, Task<TResult>> operation) => fleet!.Continue(target, operation);

    /// <summary>Does what is to be done with one host. Runs on any thread.</summary>
    private protected abstract Task<TResult> RunAsync(HostTarget target, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        connections = CreateConnections();
        Prepare();
        fleet = new FleetPipeline<TResult>(this, new FleetRun<TResult>(RunAsync, ThrottleLimit), WriteResult, Told);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var target in Locate(ComputerName).Select(CheckLogin).OfType<HostTarget>())
        {
            if (!Approve(target))
                continue;
            WriteVerbose($"{target}: over {target.Session?.ToString() ?? connections!.Choose(target).ToString()}");
            fleet!.Add([target]);
        }

        fleet!.WriteDone();
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => fleet!.WriteAll();

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => fleet?.Cancel();
}
