using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Tests;

/// <summary>
/// Serves a folder on loopback, in the way that the first word of the path says: good, slow (8 kB a second), stalled (a length, and nothing more), cut (half of it),
/// gone (404), garbage (a web page). It is a proxy too: for whole addresses as their path says.
/// </summary>
public sealed class RepositoryServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly string folder;
    private readonly Task serving;

    /// <summary>Starts it.</summary>
    public RepositoryServer(string folder)
    {
        this.folder = folder;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What was asked for, in order.</summary>
    public IEnumerable<string> Requests => requests;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients); // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            var asked = (await reader.ReadLineAsync(stop.Token) ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 })
                continue;
            requests.Enqueue(asked);
            var path = (asked.StartsWith('/') ? asked : new Uri(asked).AbsolutePath).Split('/', 3);
            await AnswerAsync(client.GetStream(), path.ElementAtOrDefault(1) ?? "", path.ElementAtOrDefault(2) ?? "");
            await reader.ReadLineAsync(stop.Token); // until the client goes
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client had enough, or the test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string way, string name)
    {
        var file = Path.Combine(folder, name);
        var isThere = way != "gone" && File.Exists(file);
        var body = way == "garbage" ? "<html>\0"u8.ToArray() : isThere ? await File.ReadAllBytesAsync(file, stop.Token) : [];
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isThere || way == "garbage" ? "200 OK" : "404 Not Found")}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), stop.Token);
        if (way == "stalled")
            return;
        foreach (var piece in way == "slow" ? body.Chunk(400) : [body[..(way == "cut" ? body.Length / 2 : body.Length)]])
        {
            await stream.WriteAsync(piece, stop.Token);
            if (way == "slow")
                await Task.Delay(50, stop.Token);
        }

        if (way == "cut")
            stream.Socket.Shutdown(SocketShutdown.Both);
    }
}
