using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A TCP server on loopback that does with each client what the test says.</summary>
internal sealed class BadServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int accepted;

    public BadServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        listener.Start(256);
        accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public HostTarget Target => new("badhost", "127.0.0.1", Port);

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Accepts, and says nothing ever.</summary>
    public static BadServer Silent() => new((_, token) => Task.Delay(Timeout.Infinite, token));

    /// <summary>Says something at once and then waits for the client to go.</summary>
    public static BadServer Saying(string text) => Saying(Encoding.Latin1.GetBytes(text));

    public static BadServer Saying(byte[] bytes) => new(async (stream, token) =>
    {
        await stream.WriteAsync(bytes, token);
        await stream.CopyToAsync(Stream.Null, token);
    });

    /// <summary>Says something at once and hangs up, but reads what the client says: else its end would be a reset.</summary>
    public static BadServer SayingThenClosing(byte[] bytes) => new(async (stream, token) =>
    {
        await stream.WriteAsync(bytes, token);
        stream.Socket.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, token);
    });

    /// <summary>A port on which nothing listens.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token), serve);
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> serve)
    {
        Interlocked.Increment(ref accepted);
        using (client)
        {
            try
            {
                await serve(client.GetStream(), stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException)
            {
                // the test is over, or the client has left
            }
        }
    }
}
