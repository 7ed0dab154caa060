using System;
using System.Net.Sockets;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>A connection that ends in the middle is an error, never an answer with an exit code.</summary>
public abstract class LostConnectionContract(ConnectionFactory open)
{
    [Theory]
    [InlineData("root", Elevation.None)]
    [InlineData("bashuser", Elevation.None)]
    [InlineData("sudoer", Elevation.IfPossible)]
    public async Task The_servers_process_is_killed(string account, Elevation elevation)
    {
        var marker = Marker.New();
        using var connection = open(LabLogin.Debian(account), LabLogin.Settings());
        var script = new RemoteScript("test.sh", "section one echo 1; section two sleep $1; exit 0", marker) { Elevation = elevation };
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, script);
        var tree = await RemoteTree.FindAsync(marker);
        tree.Server.Kill();
        await Expect.WithinAsync(3, () => running);
        await tree.GoneAsync(2, connection);
    }

    [Fact]
    public async Task A_host_that_freezes_does_not_hold_us()
    {
        var marker = Marker.New();
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        var running = connection.FailsAsync(ConnectionFailure.CommandTimedOut, new RemoteScript("test.sh", "section wait sleep $1", marker), TimeSpan.FromSeconds(1));
        var tree = await RemoteTree.FindAsync(marker);
        tree.Server.Stop();
        await Expect.WithinAsync(3, () => running);
        tree.Server.Continue();
        await tree.GoneAsync(2, connection);
    }

    [Fact]
    public async Task The_server_has_no_room_for_another_login()
    {
        await using var server = await ExtraSshd.StartAsync("MaxStartups=1:100:1");
        var target = server.Target("bashuser");
        using var other = new TcpClient(target.Address, server.Port);
        Assert.NotEqual(-1, other.GetStream().ReadByte()); // its login has begun and does not go on
        using var folder = new TempFolder();
        using var connection = open(target, LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        var error = await connection.FailsAsync(ConnectionFailure.ConnectionLost);
        Assert.Contains("MaxStartups", error.Remedy);
    }
}
