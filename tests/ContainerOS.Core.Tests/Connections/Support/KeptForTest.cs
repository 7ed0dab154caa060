using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A session of a test's own, as a connection: the first call opens it.</summary>
internal sealed class KeptForTest : IHostConnection
{
    private readonly SessionConnection connection;

    public KeptForTest(IKeptConnection kept)
    {
        Target = kept.Target;
        Session = new HostSession(kept, Transport.Auto, TimeSpan.Zero);
        connection = new SessionConnection(Session, Target, _ => { });
    }

    public HostTarget Target { get; }

    public HostSession Session { get; }

    public Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken) => connection.RunAsync(script, timeout, cancellationToken);

    public void Dispose() => Session.Dispose();
}
