using System;
using System.IO;
using System.Threading.Tasks;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>One command on a connection that is logged in. Its stdin stays open till the answer is complete: closing it ends the script.</summary>
internal sealed class SshNetCall : IDisposable
{
    private const string ChannelRefused = "Failed to open a channel"; // SSH.NET's own text (2026.0)
    private static readonly byte[] Newline = [(byte)'\n'];
    private readonly SshClient client;
    private readonly SshCommand command;
    private readonly Action<SshNetCall> opened;
    private readonly object gate = new();
    private Stream? input;
    private volatile bool isWritten;
    private bool isEnded;

    private SshNetCall(SshClient client, string text, Action<SshNetCall> opened)
    {
        this.client = client;
        this.opened = opened;
        command = client.CreateCommand(text);
        Execution = CompleteAsync();
    }

    /// <summary>Ends when the command has ended or the connection is lost; of its output some may still be unread.</summary>
    public Task Execution { get; }

    /// <summary>What went wrong with the connection meanwhile; null when nothing did.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>The server said how the command ended, so the connection lasted to the end.</summary>
    public bool HasExitStatus => command.ExitStatus is not null || command.ExitSignal is not null;

    /// <summary>Whether SSH.NET says by this that the server opened no channel.</summary>
    public static bool IsChannelRefused(Exception error) => error is SshException && error.Message.StartsWith(ChannelRefused, StringComparison.Ordinal);

    /// <summary>Sends a command.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="text">The command.</param>
    /// <param name="opened">Called once stdin can be written.</param>
    public static SshNetCall Start(SshClient client, string text, Action<SshNetCall> opened) => new(client, text, opened);

    /// <summary>Reads what the command prints.</summary>
    /// <param name="output">What takes its stdout.</param>
    /// <param name="error">What takes its stderr.</param>
    /// <param name="received">Called after each piece.</param>
    /// <param name="untilOutput">Asked whether to leave stdout for a later reader; null means to read to the end.</param>
    /// <param name="untilError">The same for stderr.</param>
    /// <returns>Ends when nobody reads any more.</returns>
    public Task Read(OutputBuffer output, OutputBuffer error, Action received, Func<bool>? untilOutput = null, Func<bool>? untilError = null) => Task.WhenAll(
        StreamPump.Start("ContainerOS sshnet stdout", command.OutputStream, output, received, untilOutput),
        StreamPump.Start("ContainerOS sshnet stderr", command.ExtendedOutputStream, error, received, untilError));

    /// <summary>The server opened no channel, so nothing was sent.</summary>
    public bool IsRefused => Trouble is { } trouble && IsChannelRefused(trouble);

    /// <summary>
    /// Ends the script on the host: now, or as soon as the server takes it. SSH.NET sends the end of a stream only behind something that was written.
    /// </summary>
    public void CloseInput()
    {
        Stream? open;
        lock (gate)
        {
            isEnded = true;
            open = input;
        }

        if (open is null)
            return;
        if (!isWritten) // else sudo would take it for one more password
            Write(Newline);
        Sending.Quietly(open.Dispose);
    }

    /// <summary>Writes to stdin, or does nothing when it is closed: how the command ended tells.</summary>
    public void Write(byte[] bytes)
    {
        isWritten = true;
        Sending.Quietly(() => input?.Write(bytes, 0, bytes.Length));
    }

    public void Dispose() => command.Dispose();

    private async Task CompleteAsync()
    {
        try
        {
            var executing = Task.CompletedTask;
            await PoolThreads.Run(() => { executing = Execute(); }).ConfigureAwait(false);
            await executing.ConfigureAwait(false); // the shell of a session may take days, and blocks no thread
        }
        catch (Exception error) // told by the caller, who knows whether an answer had come before it
        {
            Trouble = error;
            command.Dispose(); // and with it the streams, so that nobody reads them for ever
        }
    }

    private Task Execute()
    {
        var executing = Acknowledging.Execute(client, command);
        if (executing.IsCompleted)
            return executing;
        bool ended;
        lock (gate)
        {
            Sending.Quietly(() => input = command.CreateInputStream());
            ended = isEnded;
        }

        if (ended)
            CloseInput();
        else if (input is not null)
            opened(this);
        return executing;
    }
}
