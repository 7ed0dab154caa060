using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>A channel whose remote shell runs one request after the other: see <see cref="ScriptLoop"/>. For one caller at a time.</summary>
/// <remarks>Between requests nobody reads it, so an idle one holds no thread.</remarks>
internal sealed class SshNetShell
{
    private const int LastWords = 4096;
    private const int RoundTripsToFirst = 3; // the channel, the shell and the request
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
    private readonly HostTarget target;
    private readonly ScriptLoopRun requests = new();
    private SshNetCall? call;
    private Task ended = Task.CompletedTask;
    private volatile bool isSpent;

    public SshNetShell(HostTarget target, SshNetLogin login)
    {
        this.target = target;
        Login = login;
    }

    /// <summary>The connection that it belongs to.</summary>
    public SshNetLogin Login { get; }

    /// <summary>It can take one more request.</summary>
    public bool IsUsable => !isSpent && call?.Execution.IsCompleted != true;

    /// <summary>Runs a script; the first one opens the channel.</summary>
    /// <param name="script">The script.</param>
    /// <param name="settings">How it is connected: with the password for sudo, if there is one.</param>
    /// <param name="connecting">How long connecting took before.</param>
    /// <param name="lost">Ends with a reason when the host is known to have fallen silent.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <returns>The answer; null when the server opened no channel, so that nothing was sent.</returns>
    public async Task<ScriptResult?> RunAsync(RemoteScript script, ConnectionSettings settings, TimeSpan connecting, Task<string> lost, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var isFirst = call is null;
        var run = requests.Begin(script, settings, connecting);
        call ??= Open();
        try
        {
            var ending = await run.WaitAsync(Task.WhenAny(AnswerAsync(call, run), lost), timeout, cancellationToken).ConfigureAwait(false);
            isSpent |= ending != ScriptEnding.Exited || lost.IsCompleted;
            if (ending != ScriptEnding.Exited)
                await EndAsync(call).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            run.ThrowIfEnded(ending, target, timeout);
            return call.IsRefused ? null : Conclude(call, run, lost, isFirst);
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = Login.Facts();
            throw;
        }
        finally
        {
            requests.Forget();
        }
    }

    /// <summary>Ends the shell, and what runs in it, on the host.</summary>
    /// <param name="grace">How long to wait for the host to say that it has ended.</param>
    public async Task CloseAsync(TimeSpan grace)
    {
        isSpent = true;
        if (call is not { } open)
            return;
        if (!open.Execution.IsCompleted)
        {
            _ = PoolThreads.Run(open.CloseInput);
            await Task.WhenAny(open.Execution, Task.Delay(grace)).ConfigureAwait(false);
        }

        await PoolThreads.Run(open.Dispose).ConfigureAwait(false);
    }

    private SshNetCall Open()
    {
        var opening = SshNetCall.Start(Login.Client!, requests.Loop.Command, open => open.Write(requests.Loop.StandardInput));
        ended = ReadAsync(opening);
        return opening;
    }

    /// <summary>Reads the answer to one request, or all there is and to the end of the channel.</summary>
    private async Task ReadAsync(SshNetCall from)
    {
        var ready = requests.Ready;
        await from.Read(requests.Output, requests.Error, requests.Received, () => requests.HasAllOutput, () => requests.HasAllErrors).ConfigureAwait(false);
        if (!ready.IsCompleted)
            await from.Execution.ConfigureAwait(false); // only now: the channel keeps who waits for it till it ends
    }

    /// <summary>Sends the request when the shell waits for one, and waits until it does so again.</summary>
    private async Task AnswerAsync(SshNetCall shell, ScriptRun run)
    {
        var ready = requests.Ready;
        await Task.WhenAny(ready, ended).ConfigureAwait(false);
        if (!ready.IsCompleted || isSpent)
            return;
        requests.Send();
        ended = ReadAsync(shell);
        run.Input.Attach(PoolThreads.Run, shell.Write, () =>
        {
            isSpent = true;
            shell.CloseInput();
        });
        await Task.WhenAny(requests.Ready, ended).ConfigureAwait(false);
    }

    private Task EndAsync(SshNetCall shell)
    {
        _ = PoolThreads.Run(shell.CloseInput);
        return Task.WhenAny(ended, Task.Delay(EndGrace));
    }

    private ScriptResult Conclude(SshNetCall shell, ScriptRun run, Task<string> lost, bool isFirst)
    {
        var content = run.Content();
        var isReady = requests.Ready.IsCompleted;
        // Whoever ended the request's own shell has left its watcher, which would read the next request.
        isSpent |= !isReady || (!content.IsComplete && content.IsStarted);
        if (!content.IsElevated && run.Refusal(target) is { } refusal)
            throw refusal;
        isSpent |= !content.IsComplete;
        if (!content.IsComplete && !isReady && !shell.HasExitStatus)
            throw LoginFailure.Lost(target, lost.IsCompleted ? lost.Result : FailureText.Shorten(shell.Trouble?.Message ?? "without a word"));
        if (!content.IsStarted && !isFirst && !isReady)
            throw LoginFailure.Lost(target, "its shell on the host ended");
        if (!content.IsStarted)
            throw LoginFailure.NotRun(target, Login.UserName, requests.Output.Tail(LastWords), requests.Error.Tail(LastWords));
        return run.Result(content, Login.Facts(), TimeSpan.FromTicks(run.TimeToAnswer.Ticks / (isFirst ? RoundTripsToFirst : 1)));
    }
}
