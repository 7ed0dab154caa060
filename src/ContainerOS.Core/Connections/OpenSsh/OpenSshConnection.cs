using System;
using System.Collections.Generic;
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
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
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
        var client = OpenSshClient.Find(Target, settings.SshClientPath);
        using var files = OpenSshFiles.Create(Target, settings);
        var run = new ScriptRun(script, settings);
        using var askpass = AskpassHelper.IsNeeded(settings) ? await AskpassHelper.CreateAsync(Target, settings, client, files.AskFolder, cancellationToken).ConfigureAwait(false) : null;
        using var process = Start(client, OpenSshArguments.Build(Target, settings, client.Version, files.Config, files.Log, run.Call.Command), run, askpass);
        var ending = await WaitAsync(process, run, files.Log, timeout, cancellationToken).ConfigureAwait(false);
        if (ending != ScriptEnding.Exited)
            await EndAsync(process, run.Started.Task.IsCompleted).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var log = OpenSshLog.Read(files.Log);
        try
        {
            return Conclude(ending, run, log, timeout, askpass?.Dialogue);
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

    private ChildProcess Start(OpenSshClient client, IReadOnlyList<string> arguments, ScriptRun run, AskpassHelper? askpass)
    {
        var process = client.Start(Target, arguments, run.Output, run.Error, run.Received, askpass);
        run.Input.Attach(Task.Run, process.Write, process.CloseInput);
        return process;
    }

    private async Task<ScriptEnding> WaitAsync(ChildProcess process, ScriptRun run, string logFile, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using (var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var connect = Task.Delay(settings.ConnectTimeout, delay.Token);
            var first = await Task.WhenAny(process.Completion, run.Started.Task, run.TooLarge.Task, connect).ConfigureAwait(false);
            delay.Cancel();
            if (cancellationToken.IsCancellationRequested)
                return ScriptEnding.Cancelled;
            if (first == connect && !OpenSshLog.Read(logFile).IsAuthenticated)
                return ScriptEnding.ConnectTimedOut;
        }

        // The login shell may be slow to hand over to the script: that time is the command's.
        return await run.WaitAsync(process.Completion, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closing stdin tells the host's side to end the script; a client that does not follow is killed.</summary>
    private static async Task EndAsync(ChildProcess process, bool started)
    {
        process.CloseInput();
        if (started)
            await Task.WhenAny(process.Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
        process.Kill();
        await Task.WhenAny(process.Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
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
        return run.Result(content, log.Facts(), TimeSpan.FromTicks((long)(run.TimeToStart.Ticks / RoundTripsToStart)));
    }
}
