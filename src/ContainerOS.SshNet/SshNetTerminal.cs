using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>A terminal on a connection that is logged in, for a host that runs passwd there before anything else.</summary>
internal sealed class SshNetTerminal : IDisposable
{
    private const int BufferSize = 4096;

    // passwd switches the echo off by itself; nothing is shown in the moment before it does.
    private static readonly Dictionary<TerminalModes, uint> Modes = new() { [TerminalModes.ECHO] = 0 };
    private readonly ShellStream stream;

    private SshNetTerminal(ShellStream stream, Conversation conversation)
    {
        this.stream = stream;
        Completion = StreamPump.Start("ContainerOS sshnet terminal", stream, conversation.Output, conversation.Received);
    }

    /// <summary>Ends when the host has closed the terminal.</summary>
    public Task Completion { get; }

    public static async Task<SshNetTerminal> OpenAsync(SshClient client, Conversation conversation)
    {
        ShellStream? stream = null;
        await PoolThreads.Run(() => { stream = client.CreateShellStream("dumb", 200, 50, 0, 0, BufferSize, Modes); }).ConfigureAwait(false);
        return new SshNetTerminal(stream!, conversation);
    }

    public void Write(byte[] bytes) => Sending.Quietly(() =>
    {
        stream.Write(bytes, 0, bytes.Length);
        stream.Flush();
    });

    public void Dispose() => stream.Dispose();
}
