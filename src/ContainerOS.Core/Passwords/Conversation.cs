using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Passwords;

/// <summary>A program on a host that is answered while it runs: what it prints, and how to write to it, is all that is known of it.</summary>
/// <param name="dialogue">What answers.</param>
/// <param name="mark">The mark that opens and ends what the program prints; null when all is the program's.</param>
/// <param name="quiet">How long it may say nothing after the beginning of a line, until that counts as a prompt.</param>
internal sealed class Conversation(ChangeDialogue dialogue, string? mark, TimeSpan quiet)
{
    /// <summary>What hosts are given to finish a line.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private const int MostBytes = 1 << 20;
    private readonly SemaphoreSlim news = new(0);
    private readonly DialogueReader reader = new(dialogue, mark);
    private int read;

    /// <summary>What takes the bytes that the program prints; Received is to be called after each piece.</summary>
    public OutputBuffer Output { get; } = new();

    /// <summary>What takes the bytes of stderr, where there is one.</summary>
    public OutputBuffer Error { get; } = new();

    /// <summary>The program has begun; false means that the login shell, or the host, did something else.</summary>
    public bool IsStarted => reader.IsStarted;

    public void Received() => news.Release();

    /// <summary>Answers until the program ends, or the dialogue has nothing more to say.</summary>
    /// <param name="completion">Ends when the program has, and all that it printed has been taken.</param>
    /// <param name="write">Sends bytes to the program.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>CommandTimedOut, OutputTooLarge, or Exited: then the dialogue tells the rest.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ScriptEnding> RunAsync(Task completion, Action<byte[]> write, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } limit)
            deadline.CancelAfter(limit);
        _ = completion.ContinueWith(_ => Received(), TaskScheduler.Default);
        try
        {
            while (true)
            {
                var ended = completion.IsCompleted; // asked before reading, so that nothing of the end is missed
                ReadOn();
                if (ended || dialogue.IsStopped)
                    return ScriptEnding.Exited;
                if (Output.Length > MostBytes)
                    return ScriptEnding.OutputTooLarge;
                if (PasswordPrompts.Read(reader.Tail) != PasswordPrompt.Unknown)
                    Reply(write);
                else if (await news.WaitAsync(reader.Tail.Trim().Length > 0 ? quiet : Timeout.InfiniteTimeSpan, deadline.Token).ConfigureAwait(false))
                    continue;
                else if (dialogue.IsRetyped && mark is null)
                    return ScriptEnding.Exited; // the prompt of a shell: root's session goes on after the change
                else
                    Reply(write); // it waits, and for something else than a password
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ScriptEnding.CommandTimedOut;
        }
    }

    /// <summary>
    /// Judges a program that had begun. A terminal may end without a word after the change: then the dialogue is not changed yet, and the
    /// next login tells.
    /// </summary>
    /// <param name="ending">What ended the wait for it.</param>
    /// <param name="target">The host.</param>
    /// <param name="userName">The account.</param>
    /// <param name="timeout">How long it might take.</param>
    /// <exception cref="HostConnectionException">The password is not changed, or it is unknown whether it is.</exception>
    public void ThrowIfNotChanged(ScriptEnding ending, HostTarget target, string userName, TimeSpan? timeout)
    {
        if (dialogue.IsStopped)
            throw PasswordFailure.Explain(target, userName, dialogue);
        if (ending == ScriptEnding.CommandTimedOut)
        {
            throw PasswordFailure.WithState(
                new HostConnectionException(ConnectionFailure.CommandTimedOut, target, $"the host did not change the password within {FailureText.Seconds(timeout!.Value)}", "Raise -CommandTimeout."), dialogue);
        }

        if (ending == ScriptEnding.OutputTooLarge)
        {
            throw PasswordFailure.WithState(
                new HostConnectionException(ConnectionFailure.OutputTooLarge, target, $"the host printed more than {MostBytes} bytes where a password was to be changed", "Look at what the account prints at a login."), dialogue);
        }

        if (reader.ExitCode is { } code)
            dialogue.IsChanged = code == 0 && dialogue.IsRetyped;
        if (dialogue.IsChanged || (mark is null && dialogue.IsRetyped && !HostWords.IsFailure(dialogue.Said)))
            return;
        if (reader.ExitCode is null && !HostWords.IsFailure(dialogue.Said))
            throw PasswordFailure.WithState(LoginFailure.Lost(target, FailureText.LastLine(string.Join("\n", dialogue.Said))), dialogue);
        throw PasswordFailure.Explain(target, userName, dialogue);
    }

    private void ReadOn()
    {
        var bytes = Output.From(read);
        read += bytes.Length;
        reader.Read(bytes);
    }

    private void Reply(Action<byte[]> write)
    {
        var secret = dialogue.Answer(reader.Tail, isEchoed: false);
        reader.Answered();
        if (secret is not null)
            Send(secret, write);
    }

    private static void Send(SecureString secret, Action<byte[]> write)
    {
        var line = SecretText.Line(secret);
        try
        {
            write(line);
        }
        finally
        {
            Array.Clear(line, 0, line.Length);
        }
    }
}
