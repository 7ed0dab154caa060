using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Hands on what a connection has to say, for example that a host key could not be stored, whatever the call makes of its answer.</summary>
internal sealed class TalkingConnection(IHostConnection connection, Action<string> warn, Action<string> tell) : IHostConnection
{
    public HostTarget Target => connection.Target;

    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        if (result.Connection.Attempts > 1)
            tell($"{Target}: the server limits its logins and let us in at attempt {result.Connection.Attempts}");
        foreach (var warning in result.Connection.Warnings)
            warn($"{Target}: {HostText.Clean(warning)}");
        return result;
    }

    public void Dispose() => connection.Dispose();
}
