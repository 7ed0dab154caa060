using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>An ssh whose remote shell runs one request after the other: see <see cref="ScriptLoop"/>. For one caller at a time.</summary>
internal sealed class OpenSshShell : IDisposable
{
    private const double RoundTripsToFirst = 13.5; // a connection, and then the request
    private const int LastWords = 4096;
    private readonly HostTarget target;
    private readonly ConnectionSettings settings;
    private readonly ScriptLoopRun requests = new();
    private OpenSshProcess? ssh;
    private ConnectionFacts? facts;
    private volatile bool isSpent;

    public OpenSshShell(HostTarget target, ConnectionSettings settings)
    {
        this.target = target;
        this.settings = settings;
    }

    /// <summary>The host has shown that its shell reads requests.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>It can take one more request, or has taken none yet.</summary>
    public bool IsUsable => !isSpent && ssh?.Completion.IsCompleted != true;

    /// <summary>Runs a script; the first one connects.</summary>
    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var current = requests.Begin(script, settings);
        var isFirst = ssh is null;
        ScriptEnding? ended = null;
        if (ssh is null)
        {
            ssh = await OpenSshProcess.StartAsync(target, settings, requests.Loop.Command, requests.Output, requests.Error, requests.Received, cancellationToken).ConfigureAwait(false);
            _ = Task.Run(() => ssh.Write(requests.Loop.StandardInput));
            ended = await ssh.ConnectAsync(Task.WhenAny(requests.Ready, current.TooLarge.Task), cancellationToken).ConfigureAwait(false);
        }

        var ending = ended ?? await current.WaitAsync(AnswerAsync(ssh, current), timeout, cancellationToken).ConfigureAwait(false);
        isSpent |= ending != ScriptEnding.Exited;
        if (isSpent)
            await ssh.EndAsync(current.Started.Task.IsCompleted).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Conclude(ssh, ending, current, timeout, isFirst ? RoundTripsToFirst : 1);
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = facts ?? ssh.ReadLog().Facts();
            throw;
        }
        finally
        {
            requests.Forget();
        }
    }

    /// <summary>Ends what runs, on the host as well.</summary>
    public Task EndAsync()
    {
        isSpent = true;
        return ssh?.EndAsync(started: true) ?? Task.CompletedTask;
    }

    public void Dispose() => ssh?.Dispose();

    /// <summary>Sends the request when the shell waits for one, and waits until it does so again.</summary>
    private async Task AnswerAsync(OpenSshProcess process, ScriptRun current)
    {
        var ready = requests.Ready;
        if (await Task.WhenAny(ready, process.Completion).ConfigureAwait(false) != ready || isSpent)
            return;
        IsOpen = true;
        requests.Send();
        current.Input.Attach(Task.Run, process.Write, () =>
        {
            isSpent = true;
            process.CloseInput();
        });
        await Task.WhenAny(requests.Ready, process.Completion).ConfigureAwait(false);
    }

    private ScriptResult Conclude(OpenSshProcess process, ScriptEnding ending, ScriptRun current, TimeSpan? timeout, double roundTrips)
    {
        if (ending == ScriptEnding.ConnectTimedOut)
            throw OpenSshFailure.TimedOut(target, process.ReadLog(), settings);
        current.ThrowIfEnded(ending, target, timeout);
        var content = current.Content();
        var isReady = requests.Ready.IsCompleted;
        if (!content.IsElevated && current.Refusal(target) is { } refusal)
        {
            isSpent |= !isReady;
            throw refusal;
        }

        // Whoever ended the request's own shell has left its watcher, which would read the next request.
        isSpent |= !isReady || !content.IsComplete;
        if (!content.IsStarted)
            throw AskpassFailure.Find(target, process.ReadLog(), settings, process.Asked) ?? OpenSshFailure.Classify(target, process.ReadLog(), requests.Output.Tail(LastWords), requests.Error.Tail(LastWords), settings);
        if (!content.IsComplete && !isReady && !process.ReadLog().HasExitStatus)
            throw OpenSshFailure.Lost(target, process.ReadLog());
        facts ??= process.ReadLog().Facts();
        return current.Result(content, facts, TimeSpan.FromTicks((long)(current.TimeToAnswer.Ticks / roundTrips)));
    }
}
