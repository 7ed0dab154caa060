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
    private readonly SshCommand command;
    private readonly ScriptRun run;
    private readonly object gate = new();
    private Stream? input;
    private bool isEnded;

    private SshNetCall(SshClient client, ScriptRun run)
    {
        this.run = run;
        command = client.CreateCommand(run.Call.Command);
        var output = StreamPump.Start("ContainerOS sshnet stdout", command.OutputStream, run.Output, run.Received);
        var error = StreamPump.Start("ContainerOS sshnet stderr", command.ExtendedOutputStream, run.Error, run.Received);
        Completion = CompleteAsync(Task.WhenAll(output, error));
    }

    /// <summary>Ends when the command has ended or the connection is lost, and all that came has been read.</summary>
    public Task Completion { get; }

    /// <summary>What went wrong with the connection meanwhile; null when nothing did.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>The server said how the command ended, so the connection lasted to the end.</summary>
    public bool HasExitStatus => command.ExitStatus is not null || command.ExitSignal is not null;

    /// <summary>Whether SSH.NET says by this that the server opened no channel.</summary>
    public static bool IsChannelRefused(Exception error) => error is SshException && error.Message.StartsWith(ChannelRefused, StringComparison.Ordinal);

    public static SshNetCall Start(SshClient client, ScriptRun run) => new(client, run);

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
        if (run.Input.Length == 0) // else sudo would take it for one more password
            Write(open, Newline);
        Quietly(open.Dispose);
    }

    public void Dispose() => command.Dispose();

    private async Task CompleteAsync(Task pumps)
    {
        try
        {
            await PoolThreads.Run(Execute).ConfigureAwait(false);
        }
        catch (Exception error) // told by the caller, who knows whether an answer had come before it
        {
            Trouble = error;
            command.Dispose(); // and with it the streams, so that the pumps end
        }

        await pumps.ConfigureAwait(false);
    }

    private Task Execute()
    {
        var executing = command.ExecuteAsync(); // blocks until the channel is open and the server has taken the command
        if (executing.IsCompleted)
            return executing;
        bool ended;
        lock (gate)
        {
            Quietly(() => input = command.CreateInputStream());
            ended = isEnded;
        }

        if (ended)
            CloseInput();
        else if (input is { } open)
            run.Input.Attach(PoolThreads.Run, bytes => Write(open, bytes), CloseInput);
        return executing;
    }

    private static void Write(Stream stream, byte[] bytes) => Quietly(() => stream.Write(bytes, 0, bytes.Length));

    // The command or the connection may end at any moment; the exit status, or its absence, tells.
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or SshException or System.Net.Sockets.SocketException)
        {
            // It has ended.
        }
    }
}
