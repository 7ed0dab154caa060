using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>One script over a login.</summary>
internal sealed class SshNetRequest : IDisposable
{
    private const int LastWords = 4096;
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
    private readonly HostTarget target;
    private readonly SshNetLogin login;
    private readonly ScriptRun run;
    private readonly SshNetCall call;
    private readonly TimeSpan loggedIn;

    /// <summary>Sends the script.</summary>
    public SshNetRequest(HostTarget target, SshNetLogin login, ScriptRun run)
    {
        this.target = target;
        this.login = login;
        this.run = run;
        loggedIn = run.Clock.Elapsed;
        call = SshNetCall.Start(login.Client!, run.Call.Command, open => run.Input.Attach(PoolThreads.Run, open.Write, open.CloseInput));
        Completion = Task.WhenAll(call.Execution, call.Read(run.Output, run.Error, run.Received));
    }

    /// <summary>Ends when the call has ended on the host or the connection is lost, and all that came has been read.</summary>
    public Task Completion { get; }

    /// <summary>Waits for the answer.</summary>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <returns>The answer; null when the server opened no channel, so that nothing was sent.</returns>
    public async Task<ScriptResult?> AnswerAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            var ending = await run.WaitAsync(Completion, timeout, cancellationToken).ConfigureAwait(false);
            if (ending != ScriptEnding.Exited)
                await EndAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            run.ThrowIfEnded(ending, target, timeout);
            return call.IsRefused ? null : Conclude();
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = login.Facts();
            throw;
        }
    }

    public void Dispose() => call.Dispose();

    /// <summary>Closing stdin tells the host's side to end the script.</summary>
    private Task EndAsync()
    {
        _ = PoolThreads.Run(call.CloseInput);
        return Task.WhenAny(Completion, Task.Delay(EndGrace));
    }

    private ScriptResult Conclude()
    {
        var content = run.Content();
        if (!content.IsElevated && run.Refusal(target) is { } refusal)
            throw refusal;
        if (!content.IsComplete && !call.HasExitStatus)
            throw LoginFailure.Lost(target, FailureText.Shorten(call.Trouble?.Message ?? "without a word"));
        if (!content.IsStarted)
            throw LoginFailure.NotRun(target, login.UserName, run.Output.Tail(LastWords), run.Error.Tail(LastWords));

        // Opening the channel takes one round trip, and the command up to its first output another.
        return run.Result(content, login.Facts(), TimeSpan.FromTicks((run.TimeToAnswer - loggedIn).Ticks / 2));
    }
}
