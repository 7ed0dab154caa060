using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>Reaches a host with SSH.NET over one connection that stays open, and in it a shell that runs one request after the other. Further requests at the same time get shells of their own.</summary>
public sealed class SshNetKeptConnection : IKeptConnection
{
    private const int MostRequests = 4; // servers allow ten channels by default, hardened ones two
    private static readonly TimeSpan ChannelGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(1);
    private readonly ConnectionSettings settings;
    private readonly SemaphoreSlim requests = new(MostRequests);
    private readonly SemaphoreSlim opening = new(1);
    private volatile SshNetWatch? current;
    private SshNetShell? idle;
    private volatile bool closed;
    private volatile int openings;

    /// <summary>Creates the connection; nothing is contacted before the first call.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect. What concerns ssh_config and the ssh client is not used.</param>
    public SshNetKeptConnection(HostTarget target, ConnectionSettings settings)
    {
        Target = target;
        this.settings = settings;
    }

    /// <inheritdoc/>
    public HostTarget Target { get; }

    /// <inheritdoc/>
    public bool IsOpen => current is { IsAlive: true };

    /// <inheritdoc/>
    public int Openings => openings;

    /// <inheritdoc/>
    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var clock = Stopwatch.StartNew();
            var watch = await OpenAsync(cancellationToken).ConfigureAwait(false);
            var connecting = clock.Elapsed;
            if (await AskAsync(watch, script, connecting, timeout, cancellationToken).ConfigureAwait(false) is { } answer)
                return answer;

            // The server allows so few channels that the one of the keep-alive, or another request, is in the way.
            await watch.MakeRoomAsync().ConfigureAwait(false);
            if (await AskAsync(watch, script, connecting, timeout, cancellationToken).ConfigureAwait(false) is { } second)
                return second;
        }
        finally
        {
            requests.Release();
        }

        using var another = new SshNetConnection(Target, settings);
        return await another.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        closed = true;
        _ = Interlocked.Exchange(ref idle, null)?.CloseAsync(CloseGrace);
        if (current is { } watch)
            await Task.WhenAny(PoolThreads.Run(watch.Dispose), Task.Delay(CloseGrace)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    private async Task<ScriptResult?> AskAsync(SshNetWatch watch, RemoteScript script, TimeSpan connecting, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var shell = Interlocked.Exchange(ref idle, null);
        if (shell is { IsUsable: false } || (shell is not null && shell.Login != watch.Login))
        {
            _ = shell.CloseAsync(ChannelGrace);
            shell = null;
        }

        shell ??= new SshNetShell(Target, watch.Login);
        try
        {
            var answer = await shell.RunAsync(script, settings, connecting, watch.Lost, timeout, cancellationToken).ConfigureAwait(false);
            watch.Heard();
            return answer;
        }
        finally
        {
            // One that was ended takes a moment to end on the host; something that it left behind must not hold the channel for ever.
            if (!shell.IsUsable || Interlocked.CompareExchange(ref idle, shell, null) is not null)
                _ = shell.CloseAsync(ChannelGrace);
        }
    }

    private async Task<SshNetWatch> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (current is { IsAlive: true } watch && !closed)
                return watch;
            if (current is { } dead)
                _ = PoolThreads.Run(dead.Dispose);
            ThrowIfClosed();
            var login = await SshNetLogin.OpenAsync(Target, settings, cancellationToken).ConfigureAwait(false);
            current = watch = new SshNetWatch(login, settings.KeepAliveInterval);
            openings++;
            if (closed)
                watch.Dispose();
            ThrowIfClosed();
            return watch;
        }
        finally
        {
            opening.Release();
        }
    }

    private void ThrowIfClosed()
    {
        if (closed)
            throw new ObjectDisposedException(Target.ToString());
    }
}
