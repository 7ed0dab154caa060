using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>Reaches a host with SSH.NET, within this process: one connection per call.</summary>
public sealed class SshNetConnection : IHostConnection
{
    private const int LastWords = 4096;
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
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
        var loggedIn = run.Clock.Elapsed;
        var call = SshNetCall.Start(login.Client!, run);
        try
        {
            var ending = await run.WaitAsync(call.Completion, timeout, cancellationToken).ConfigureAwait(false);
            if (ending != ScriptEnding.Exited)
                await EndAsync(call).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            run.ThrowIfEnded(ending, Target, timeout);
            return Conclude(run, login, call, loggedIn);
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = login.Facts();
            throw;
        }
        finally
        {
            // Hanging up waits for the server; a frozen one must not hold the caller.
            var closing = PoolThreads.Run(() => Close(call, login));
            await Task.WhenAny(closing, Task.Delay(EndGrace)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    /// <summary>Closing stdin tells the host's side to end the script; a host that does not follow is hung up on, which tells it the same.</summary>
    private static Task EndAsync(SshNetCall call)
    {
        _ = PoolThreads.Run(call.CloseInput);
        return Task.WhenAny(call.Completion, Task.Delay(EndGrace));
    }

    private static void Close(SshNetCall call, SshNetLogin login)
    {
        call.Dispose();
        login.Dispose();
    }

    private ScriptResult Conclude(ScriptRun run, SshNetLogin login, SshNetCall call, TimeSpan loggedIn)
    {
        var content = run.Content();
        if (!content.IsElevated && run.Refusal(Target) is { } refusal)
            throw refusal;
        if (!content.IsComplete && !call.HasExitStatus)
            throw LoginFailure.Lost(Target, FailureText.Shorten(call.Trouble?.Message ?? "without a word"));
        if (!content.IsStarted)
            throw LoginFailure.NotRun(Target, login.UserName, run.Output.Tail(LastWords), run.Error.Tail(LastWords));

        // Opening the channel takes one round trip, and the command up to its first output another.
        return run.Result(content, login.Facts(), TimeSpan.FromTicks((run.TimeToStart - loggedIn).Ticks / 2));
    }
}
