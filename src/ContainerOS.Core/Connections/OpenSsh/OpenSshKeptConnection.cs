using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Reaches a host with one <c>ssh</c> that stays: its remote shell runs requests one by one, each in a shell of its own.</summary>
/// <remarks>A request that is ended by us ends the shell with it; the next request opens another.</remarks>
public sealed class OpenSshKeptConnection : IKeptConnection
{
    private readonly ConnectionSettings settings;
    private readonly SemaphoreSlim requests = new(1);
    private volatile OpenSshShell? shell;
    private volatile bool closed;
    private volatile int openings;

    /// <summary>Creates the connection; nothing is contacted before the first call.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    public OpenSshKeptConnection(HostTarget target, ConnectionSettings settings)
    {
        Target = target;
        this.settings = settings;
    }

    /// <inheritdoc/>
    public HostTarget Target { get; }

    /// <inheritdoc/>
    public bool IsOpen => shell is { IsOpen: true, IsUsable: true };

    /// <inheritdoc/>
    public int Openings => openings;

    /// <inheritdoc/>
    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (shell is { IsUsable: false } spent)
                spent.Dispose();
            ThrowIfClosed();
            var current = IsOpen ? shell! : new OpenSshShell(Target, settings);
            var wasOpen = current.IsOpen;
            shell = current;
            try
            {
                var result = await current.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
                if (result.ExitCode is null)
                    ThrowIfClosed();
                return result;
            }
            finally
            {
                if (!wasOpen && current.IsOpen)
                    openings++;
                if (!IsOpen)
                    await DropAsync(current).ConfigureAwait(false);
            }
        }
        finally
        {
            requests.Release();
        }
    }

    /// <inheritdoc/>
    public Task CloseAsync()
    {
        closed = true;
        return shell is { } current ? DropAsync(current) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    private static async Task DropAsync(OpenSshShell shell)
    {
        await shell.EndAsync().ConfigureAwait(false);
        shell.Dispose();
    }

    private void ThrowIfClosed()
    {
        if (closed)
            throw new ObjectDisposedException(Target.ToString());
    }
}
