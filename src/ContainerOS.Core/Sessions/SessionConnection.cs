using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Sessions;

/// <summary>A session as the connection of one call, which does not close it.</summary>
/// <param name="session">The session.</param>
/// <param name="target">The host, as results and errors name it.</param>
/// <param name="warn">Told, on any thread, when the session's connection had to be opened again.</param>
public sealed class SessionConnection(HostSession session, HostTarget target, Action<string> warn) : IHostConnection
{
    /// <inheritdoc/>
    public HostTarget Target => target;

    /// <inheritdoc/>
    public Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken) =>
        session.RunAsync(script, timeout, warning => warn($"{target}: {warning}"), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Others go on using the session.
    }
}
