using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Reaches a host with the system's own <c>ssh</c> program, one process per call.</summary>
public sealed class OpenSshConnection : IHostConnection
{
    // An OpenSSH connection costs 12 to 13 round trips up to the first output.
    private const double RoundTripsToStart = 12.5;
    private const int LastWords = 4096;
    private readonly ConnectionSettings settings;

    /// <summary>Creates the connection; nothing is contacted before the first call.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    public OpenSshConnection(HostTarget target, ConnectionSettings settings)
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
        using var ssh = await OpenSshProcess.StartAsync(Target, settings, run.Call.Command, run.Output, run.Error, run.Received, cancellationToken).ConfigureAwait(false);
        run.Input.Attach(Task.Run, ssh.Write, ssh.CloseInput);
        var ending = await ssh.ConnectAsync(Task.WhenAny(run.Started.Task, run.TooLarge.Task), cancellationToken).ConfigureAwait(false)
            ?? await run.WaitAsync(ssh.Completion, timeout, cancellationToken).ConfigureAwait(false);
        if (ending != ScriptEnding.Exited)
            await ssh.EndAsync(run.Started.Task.IsCompleted).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var log = ssh.ReadLog();
        try
        {
            return Conclude(ending, run, log, timeout, ssh.Asked);
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = log.Facts();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    private ScriptResult Conclude(ScriptEnding ending, ScriptRun run, OpenSshLog log, TimeSpan? timeout, AskpassDialogue? asked)
    {
        if (ending == ScriptEnding.ConnectTimedOut)
            throw OpenSshFailure.TimedOut(Target, log, settings);
        run.ThrowIfEnded(ending, Target, timeout);
        var content = run.Content();
        if (!content.IsElevated && run.Refusal(Target) is { } refusal)
            throw refusal;
        if (!content.IsStarted)
            throw AskpassFailure.Find(Target, log, settings, asked) ?? OpenSshFailure.Classify(Target, log, run.Output.Tail(LastWords), run.Error.Tail(LastWords), settings);
        if (!content.IsComplete && !log.HasExitStatus)
            throw OpenSshFailure.Lost(Target, log);
        return run.Result(content, log.Facts(), TimeSpan.FromTicks((long)(run.TimeToAnswer.Ticks / RoundTripsToStart)));
    }
}
