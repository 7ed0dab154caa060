using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Connections.SshNet;

/// <summary>Changes the password of the account that logs in: within the login, with passwd, or in a terminal where sshd starts passwd there.</summary>
internal sealed class SshNetPasswordChanger(HostTarget target, ConnectionSettings settings) : IPasswordChanger
{
    private const int LastWords = 4096;
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);

    public HostTarget Target => target;

    public async Task<ConnectionFacts> ChangeAsync(ChangeDialogue dialogue, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var login = await LogInAsync(dialogue, cancellationToken).ConfigureAwait(false);
        try
        {
            if (dialogue.IsRetyped) // and let in: sshd does that after a change that went well only
                dialogue.IsForced = dialogue.IsChanged = true;
            else if (!await RunPasswdAsync(login, dialogue, timeout, cancellationToken).ConfigureAwait(false))
                await TerminalAsync(login, dialogue, timeout, cancellationToken).ConfigureAwait(false);
            return login.Facts();
        }
        catch (HostConnectionException trouble)
        {
            trouble.Facts = login.Facts();
            throw;
        }
        finally
        {
            var closing = PoolThreads.Run(login.Dispose);
            await Task.WhenAny(closing, Task.Delay(EndGrace)).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    private async Task<SshNetLogin> LogInAsync(ChangeDialogue dialogue, CancellationToken cancellationToken)
    {
        try
        {
            return await SshNetLogin.OpenAsync(target, settings, cancellationToken, dialogue).ConfigureAwait(false);
        }
        catch (HostConnectionException trouble) when (dialogue.IsCurrentSent || dialogue.IsStopped)
        {
            dialogue.IsForced = true;
            if (trouble.Failure != ConnectionFailure.AuthenticationFailed)
                throw PasswordFailure.WithState(trouble, dialogue);
            var explained = PasswordFailure.Explain(target, trouble.Facts?.UserName ?? "", dialogue);
            explained.Facts = trouble.Facts;
            throw explained;
        }
    }

    /// <returns>False when the host wants a terminal, because the password has expired.</returns>
    private async Task<bool> RunPasswdAsync(SshNetLogin login, ChangeDialogue dialogue, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var command = new PasswdCommand();
        var conversation = new Conversation(dialogue, command.Mark, Conversation.Quiet);
        using var program = SshNetProgram.Start(login.Client!, command.Text, conversation);
        var ending = await conversation.RunAsync(program.Completion, program.Write, timeout, cancellationToken).ConfigureAwait(false);
        if (conversation.IsStarted || ending != ScriptEnding.Exited)
        {
            conversation.ThrowIfNotChanged(ending, target, login.UserName, timeout);
            return true;
        }

        if (program.Trouble is { } trouble)
            throw PasswordFailure.WithState(LoginFailure.Lost(target, FailureText.Shorten(trouble.Message)), dialogue);
        var refusal = LoginFailure.NotRun(target, login.UserName, conversation.Output.Tail(LastWords), conversation.Error.Tail(LastWords));
        return refusal.Failure == ConnectionFailure.PasswordExpired ? false : throw refusal;
    }

    private async Task TerminalAsync(SshNetLogin login, ChangeDialogue dialogue, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        dialogue.IsForced = true;
        var conversation = new Conversation(dialogue, mark: null, Conversation.Quiet);
        using var terminal = await SshNetTerminal.OpenAsync(login.Client!, conversation).ConfigureAwait(false);
        var ending = await conversation.RunAsync(terminal.Completion, terminal.Write, timeout, cancellationToken).ConfigureAwait(false);
        conversation.ThrowIfNotChanged(ending, target, login.UserName, timeout);
    }
}
