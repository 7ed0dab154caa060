using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Contract;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A way to the lab's Debian host that can become a black hole: it goes on accepting, and forwards nothing any more.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly BadServer server;
    private readonly TempFolder folder = new();
    private volatile bool blocked;

    public Tunnel() => server = new BadServer(ForwardAsync);

    public HostTarget Target => new("tunnel", "127.0.0.1", server.Port, "bashuser");

    public ConnectionSettings Settings => LabLogin.Settings(
        knownHosts: folder.Write("known_hosts", $"[127.0.0.1]:{server.Port} {HostKeyLines.KeyOf(Lab.Host("debian").Address)}\n"), keepAliveSeconds: 1);

    /// <summary>From now on nothing comes through, in either direction.</summary>
    public void Block() => blocked = true;

    /// <summary>New connections come through again; what was lost stays lost.</summary>
    public void Unblock() => blocked = false;

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task ForwardAsync(NetworkStream client, CancellationToken token)
    {
        var host = Lab.Host("debian");
        using var connection = new TcpClient(host.Address, host.Port);
        var stream = connection.GetStream();
        await Task.WhenAny(CopyAsync(client, stream, token), CopyAsync(stream, client, token));
    }

    private async Task CopyAsync(Stream from, Stream to, CancellationToken token)
    {
        var chunk = new byte[65536];
        while (await from.ReadAsync(chunk, token) is > 0 and var count)
        {
            if (blocked)
                await Task.Delay(Timeout.Infinite, token);
            await to.WriteAsync(chunk.AsMemory(0, count), token);
        }
    }
}
