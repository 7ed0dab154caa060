using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>Reaches a host with SSH.NET, within this process: one connection per call.</summary>
public sealed class SshNetConnection : IHostConnection
{
    private static readonly TimeSpan CloseGrace = TimeSpan.FromMilliseconds(500);
    private readonly ConnectionSettings settings;

    /// <summary>Creates the connection; nothing is contacted before the first call.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect. What concerns ssh_config and the ssh client is not used.</param>
    public SshNetConnection(HostTarget target, ConnectionSettings settings)
    {
        Target = target;
        this.settings = settings;
    }

    /// <inheritdoc/>
    public HostTarget Target { get; }

    /// <inheritdoc/>
    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new ScriptRun(script, settings);
        var login = await SshNetLogin.OpenAsync(Target, settings, cancellationToken).ConfigureAwait(false);
        var request = new SshNetRequest(Target, login, run);
        ScriptResult? answer = null;
        try
        {
            answer = await request.AnswerAsync(timeout, cancellationToken).ConfigureAwait(false);
            return answer ?? throw LoginFailure.NoChannel(Target, login.UserName);
        }
        finally
        {
            // Hanging up waits for the server; the caller reads its answer meanwhile, and a frozen one must not hold him. It also ends what did not end by itself.
            var closing = PoolThreads.Run(() => Close(request, login));
            if (answer is null)
                await Task.WhenAny(closing, Task.Delay(CloseGrace)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    private static void Close(SshNetRequest request, SshNetLogin login)
    {
        request.Dispose();
        login.Dispose();
    }
}
