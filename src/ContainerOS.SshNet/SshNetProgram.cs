using System;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>A program that is answered while it runs: an exec request without a terminal, on a connection that is logged in.</summary>
internal sealed class SshNetProgram : IDisposable
{
    private readonly SshClient client;
    private readonly SshCommand command;
    private readonly TaskCompletionSource<Stream?> input = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SshNetProgram(SshClient client, string text, Conversation conversation)
    {
        this.client = client;
        command = client.CreateCommand(text);
        var output = StreamPump.Start("ContainerOS sshnet stdout", command.OutputStream, conversation.Output, conversation.Received);
        var error = StreamPump.Start("ContainerOS sshnet stderr", command.ExtendedOutputStream, conversation.Error, () => { });
        Completion = CompleteAsync(Task.WhenAll(output, error));
    }

    /// <summary>Ends when the program has, or the connection is lost, and all that came has been read.</summary>
    public Task Completion { get; }

    /// <summary>What went wrong with the connection meanwhile; null when nothing did.</summary>
    public Exception? Trouble { get; private set; }

    public static SshNetProgram Start(SshClient client, string text, Conversation conversation) => new(client, text, conversation);

    public void Write(byte[] bytes) => Sending.Quietly(() => input.Task.GetAwaiter().GetResult()?.Write(bytes, 0, bytes.Length));

    public void Dispose() => command.Dispose();

    private async Task CompleteAsync(Task pumps)
    {
        try
        {
            await PoolThreads.Run(Execute).ConfigureAwait(false);
        }
        catch (Exception error) // told by the caller
        {
            Trouble = error;
            command.Dispose(); // and with it the streams, so that the pumps end
        }
        finally
        {
            input.TrySetResult(null);
        }

        await pumps.ConfigureAwait(false);
    }

    private Task Execute()
    {
        var executing = Acknowledging.Execute(client, command);
        if (!executing.IsCompleted)
            Sending.Quietly(() => input.TrySetResult(command.CreateInputStream()));
        return executing;
    }
}
