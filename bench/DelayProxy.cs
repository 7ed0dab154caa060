using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace ContainerOS.Benchmarks;

/// <summary>A network that is far away: hands on what comes after a time, in each direction, as fast as it came. Counts the bytes.</summary>
internal sealed class DelayProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, SshdEndpoints.ProxyPort);
    private readonly int to;
    private long bytes;

    /// <summary>Starts it.</summary>
    /// <param name="to">The port on loopback that it leads to.</param>
    public DelayProxy(int to)
    {
        this.to = to;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What each direction takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes handed on so far, both directions.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync().ConfigureAwait(false));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // We are closing.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        await Task.Delay(Delay + Delay).ConfigureAwait(false); // TCP's own handshake
        using var far = new TcpClient("127.0.0.1", to) { NoDelay = true };
        near.NoDelay = true;
        await Task.WhenAll(CarryAsync(near.Client, far.Client), CarryAsync(far.Client, near.Client)).ConfigureAwait(false);
    }

    private async Task CarryAsync(Socket from, Socket into)
    {
        var pieces = Channel.CreateUnbounded<(long Due, byte[] Piece)>();
        var writing = WriteAsync(pieces.Reader, into);
        try
        {
            var buffer = new byte[65536];
            int count;
            do
            {
                count = await from.ReceiveAsync(buffer).ConfigureAwait(false);
                Interlocked.Add(ref bytes, count);
                pieces.Writer.TryWrite((Stopwatch.GetTimestamp() + (long)(Delay.TotalSeconds * Stopwatch.Frequency), buffer[..count]));
            }
            while (count > 0);
        }
        catch (SocketException)
        {
            pieces.Writer.TryWrite((0, [])); // the other side learns of it as of an end
        }

        pieces.Writer.Complete();
        await writing.ConfigureAwait(false);
    }

    private static async Task WriteAsync(ChannelReader<(long Due, byte[] Piece)> pieces, Socket into)
    {
        try
        {
            await foreach (var (due, piece) in pieces.ReadAllAsync().ConfigureAwait(false))
            {
                var left = TimeSpan.FromSeconds((due - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency);
                if (left > TimeSpan.Zero)
                    await Task.Delay(left).ConfigureAwait(false);
                if (piece.Length > 0)
                    await into.SendAsync(piece).ConfigureAwait(false);
                else
                    into.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // It hung up: what is still on its way falls to the ground.
        }
    }
}
