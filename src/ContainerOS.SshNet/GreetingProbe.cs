using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>Looks at what a server says that did not say an SSH version in time: SSH.NET keeps that to itself.</summary>
internal static class GreetingProbe
{
    private const int LongestLine = 255; // RFC 4253, 4.2
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The first line of the greeting, or what there is of it; null when nothing came.</summary>
    public static async Task<string?> ReadAsync(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var line = new MemoryStream();
        var reading = PoolThreads.Run(() => Read(socket, new IPEndPoint(address, port), line));
        await Task.WhenAny(reading, Task.Delay(Patience)).ConfigureAwait(false);
        lock (line)
            return line.Length == 0 ? null : Encoding.UTF8.GetString(line.ToArray());
    }

    /// <summary>Whether it cannot become an SSH version any more. A beginning of one line may still do so.</summary>
    public static bool IsForeign(string? greeting) => greeting is not null && !greeting.StartsWith("SSH-", StringComparison.Ordinal)
        && (greeting.EndsWith("\n", StringComparison.Ordinal) || greeting.Length >= LongestLine);

    private static void Read(Socket socket, IPEndPoint server, MemoryStream line)
    {
        try
        {
            socket.Connect(server);
            socket.Send(Encoding.ASCII.GetBytes("SSH-2.0-ContainerOS\r\n")); // some servers wait for the client's first word
            var letter = new byte[1];
            while (line.Length < LongestLine && socket.Receive(letter) == 1)
            {
                lock (line)
                    line.WriteByte(letter[0]);
                if (letter[0] == '\n')
                    break;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It hung up, or the time was over: what came by then counts.
        }
    }
}
