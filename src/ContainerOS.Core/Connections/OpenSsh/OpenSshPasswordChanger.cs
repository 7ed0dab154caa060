using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Changes the password of the account that logs in, over ssh: within the login, with passwd, or in a terminal where sshd starts passwd.</summary>
internal sealed class OpenSshPasswordChanger(HostTarget target, ConnectionSettings settings) : IPasswordChanger
{
    private const int LastWords = 4096;
    private const string Nothing = "exit 0";
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);

    public HostTarget Target => target;

    public async Task<ConnectionFacts> ChangeAsync(ChangeDialogue dialogue, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isExpired = false;
        if (settings.Password is not null)
        {
            // A login of its own: where the password is changed within it, passwd must not run behind that.
            var (facts, failure) = await CallAsync(dialogue, Nothing, null, false, timeout, cancellationToken).ConfigureAwait(false);
            if (dialogue.IsRetyped) // and let in
            {
                dialogue.IsForced = dialogue.IsChanged = true;
                return facts;
            }

            isExpired = failure is not null;
        }

        if (!isExpired)
        {
            var passwd = new PasswdCommand();
            var (facts, failure) = await CallAsync(dialogue, passwd.Text, passwd.Mark, false, timeout, cancellationToken).ConfigureAwait(false);
            if (failure is null)
                return facts;
        }

        dialogue.IsForced = true;
        return (await CallAsync(dialogue, Nothing, null, true, timeout, cancellationToken).ConfigureAwait(false)).Facts;
    }

    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    /// <returns>What was learned, and the failure when the host wants a terminal because the password has expired.</returns>
    private async Task<(ConnectionFacts Facts, HostConnectionException? Expired)> CallAsync(
        ChangeDialogue dialogue, string command, string? mark, bool terminal, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var client = OpenSshClient.Find(target, settings.SshClientPath);
        using var files = OpenSshFiles.Create(target, settings);
        using var askpass = AskpassHelper.IsNeeded(settings)
            ? await AskpassHelper.CreateAsync(target, settings, client, files.AskFolder, cancellationToken, dialogue).ConfigureAwait(false) : null;
        var conversation = new Conversation(dialogue, terminal ? null : mark ?? Guid.NewGuid().ToString(), Conversation.Quiet);
        using var process = client.Start(
            target, OpenSshArguments.Build(target, settings, client.Version, files.Config, files.Log, command, terminal), conversation.Output, conversation.Error, conversation.Received, askpass);
        ScriptEnding ending;
        try
        {
            ending = await TalkAsync(conversation, process, files.Log, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            process.CloseInput();
            await Task.WhenAny(process.Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
            process.Kill();
        }

        var log = OpenSshLog.Read(files.Log);
        try
        {
            var ok = process.Completion.IsCompleted && process.Completion.Result == 0 && log.HasExitStatus;
            return (log.Facts(), Conclude(ending, conversation, dialogue, log, askpass?.Dialogue, ok, mark, terminal, timeout));
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = log.Facts();
            throw;
        }
    }

    private async Task<ScriptEnding> TalkAsync(Conversation conversation, ChildProcess process, string logFile, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var talk = conversation.RunAsync(process.Completion, process.Write, timeout + settings.ConnectTimeout, stop.Token);
        var connect = Task.Delay(settings.ConnectTimeout, stop.Token);
        if (await Task.WhenAny(talk, connect).ConfigureAwait(false) != talk && !cancellationToken.IsCancellationRequested && !OpenSshLog.Read(logFile).IsAuthenticated)
        {
            stop.Cancel();
            return ScriptEnding.ConnectTimedOut;
        }

        try
        {
            return await talk.ConfigureAwait(false);
        }
        finally
        {
            stop.Cancel();
        }
    }

    private HostConnectionException? Conclude(
        ScriptEnding ending, Conversation conversation, ChangeDialogue dialogue, OpenSshLog log, AskpassDialogue? asked, bool ok, string? mark, bool terminal, TimeSpan? timeout)
    {
        if (!log.IsAuthenticated)
            throw NoLogin(ending, conversation, dialogue, log, asked);
        var user = OpenSshFailure.User(target, log);
        if (terminal || (mark is not null && conversation.IsStarted) || ending != ScriptEnding.Exited)
        {
            dialogue.IsChanged |= terminal && ok && dialogue.IsRetyped;
            conversation.ThrowIfNotChanged(ending, target, user, timeout);
            return null;
        }

        if (mark is null && ok)
            return null;
        var failure = OpenSshFailure.Classify(target, log, conversation.Output.Tail(LastWords), conversation.Error.Tail(LastWords), settings);
        return failure.Failure == ConnectionFailure.PasswordExpired ? failure : throw PasswordFailure.WithState(failure, dialogue);
    }

    private HostConnectionException NoLogin(ScriptEnding ending, Conversation conversation, ChangeDialogue dialogue, OpenSshLog log, AskpassDialogue? asked)
    {
        if (dialogue.IsStopped)
            return PasswordFailure.Explain(target, OpenSshFailure.User(target, log), dialogue);
        var failure = ending == ScriptEnding.ConnectTimedOut ? OpenSshFailure.TimedOut(target, log, settings)
            : AskpassFailure.Find(target, log, settings, asked) ?? OpenSshFailure.Classify(target, log, conversation.Output.Tail(LastWords), conversation.Error.Tail(LastWords), settings);
        if (!dialogue.IsBegun)
            return failure;
        return failure.Failure == ConnectionFailure.AuthenticationFailed ? PasswordFailure.Explain(target, OpenSshFailure.User(target, log), dialogue) : PasswordFailure.WithState(failure, dialogue);
    }
}
