using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.IO.Pipes;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>On Windows: a named pipe for this user only, and ContainerOS.Askpass.exe, which ssh runs and which asks here.</summary>
/// <remarks>Its random name and the token are good for one call. The environment holds these two and the program's path; whoever comes without the token gets no answer.</remarks>
internal sealed class PipeChannel : IAskpassChannel
{
    private readonly string program;
    private readonly string name = "containeros-" + Random();
    private readonly string token = Random();
    private readonly object gate = new();
    private readonly CancellationTokenSource over = new();
    private readonly NamedPipeServerStream pipe;

    private PipeChannel(string program)
    {
        this.program = program;
        pipe = UserPipe.Create(name);
    }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["SSH_ASKPASS"] = program,
        ["SSH_ASKPASS_REQUIRE"] = "force",
        ["CONTAINEROS_ASKPASS_PIPE"] = name,
        ["CONTAINEROS_ASKPASS_TOKEN"] = token,
    };

    /// <summary>Makes the pipe.</summary>
    /// <param name="target">The host.</param>
    /// <param name="program">What ssh runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable: this machine cannot do it.</exception>
    public static async Task<PipeChannel> CreateAsync(HostTarget target, string program, CancellationToken cancellationToken)
    {
        var path = await AskpassProgram.TryAsync(target, program, cancellationToken).ConfigureAwait(false);
        try
        {
            return new PipeChannel(path);
        }
        catch (Exception error) when (error is IOException or Win32Exception)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, "the pipe that gives ssh its password could not be made: " + error.Message,
                "Close other programs or lower -ThrottleLimit if this machine has run out of memory, " + AskpassHelper.Otherwise);
        }
    }

    public void Serve(Action<string, Stream> reply)
    {
        while (!over.IsCancellationRequested)
        {
            var isConnected = false;
            try
            {
                pipe.WaitForConnectionAsync(over.Token).GetAwaiter().GetResult();
                isConnected = true;
                var words = Read('\0').Split([' '], 2);
                if (words.Length == 2 && words[0] == token)
                {
                    reply(words[1], pipe);
                    Read(end: null); // what has not been read yet would be lost with the connection
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Who asked has gone, or the call is over.
            }

            Disconnect(isConnected);
        }
    }

    public void Close()
    {
        lock (gate)
        {
            over.Cancel();
            pipe.Dispose();
        }
    }

    private static string Random()
    {
        var bytes = new byte[16];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return BitConverter.ToString(bytes).Replace("-", "");
    }

    private void Disconnect(bool isConnected)
    {
        lock (gate)
        {
            if (over.IsCancellationRequested)
                return;
            if (isConnected)
                pipe.Disconnect();
            else
                UserPipe.Disconnect(pipe); // who asked went before we waited, which the stream does not know
        }
    }

    private string Read(char? end)
    {
        var text = new MemoryStream();
        var buffer = new byte[1024];
        int length;
        while ((length = pipe.ReadAsync(buffer, 0, buffer.Length, over.Token).GetAwaiter().GetResult()) > 0)
        {
            var ended = end is { } last ? Array.IndexOf(buffer, (byte)last, 0, length) : -1;
            if (text.Length < AskpassQuestion.Longest)
                text.Write(buffer, 0, ended < 0 ? length : ended);
            if (ended >= 0)
                break;
        }

        return HostText.Decode(text.ToArray());
    }
}
