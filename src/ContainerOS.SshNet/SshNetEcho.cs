using System;
using System.IO;
using System.Threading;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>A channel in which the host's <c>cat</c> gives back what it gets: an answer that costs the host no process and no CPU time worth a name.</summary>
/// <remarks>SSH.NET's own keep-alive sends messages that nobody answers, so it keeps firewalls awake and notices nothing.</remarks>
internal sealed class SshNetEcho(SshClient client) : IDisposable
{
    private static readonly byte[] Newline = [(byte)'\n'];
    private Channel? open;

    /// <summary>Returns when the host has answered. Blocks until then, or until the connection ends.</summary>
    /// <exception cref="Exception">The connection has ended.</exception>
    public void Ask()
    {
        if (Volatile.Read(ref open) is not { } channel)
        {
            Open(); // the server's answer to that counts
            return;
        }

        try
        {
            channel.Input.Write(Newline, 0, 1);
            if (channel.Command.OutputStream.ReadByte() >= 0)
                return;
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }

        Close(channel); // whoever ended it: the next call opens another
    }

    /// <summary>Gives the channel back to the server, which may allow only a few.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref open) is { } channel)
            Close(channel);
    }

    private void Open()
    {
        var command = client.CreateCommand("exec cat");
        try
        {
            if (!command.ExecuteAsync().IsCompleted)
            {
                Volatile.Write(ref open, new Channel(command, command.CreateInputStream()));
                return;
            }
        }
        catch (Exception error) when (SshNetCall.IsChannelRefused(error) || error is InvalidOperationException)
        {
            // As many channels as the server allows are in use, or the account's shell has no cat: it has answered.
        }

        command.Dispose();
    }

    private void Close(Channel channel)
    {
        if (Interlocked.CompareExchange(ref open, null, channel) == channel)
            channel.Command.Dispose();
    }

    private sealed record Channel(SshCommand Command, Stream Input);
}
