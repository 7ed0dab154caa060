using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>The only way anything reaches a host.</summary>
public interface IHostConnection : IDisposable
{
    /// <summary>The host.</summary>
    HostTarget Target { get; }

    /// <summary>Runs a script and returns what it printed.</summary>
    /// <param name="script">The script.</param>
    /// <param name="timeout">How long the script may run once it has begun; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call within two seconds, and with it everything the script started on the host.</param>
    /// <returns>The answer. A script that failed or was killed half-way is an answer too; a connection that was lost is not.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, or was lost.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken);
}
