using System;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>What would disturb other tests on the shared lab: on a host of its own.</summary>
public abstract class OwnHostContract(ConnectionFactory open, OwnLab lab) : IClassFixture<OwnLab>
{
    [Fact]
    public async Task The_host_reboots_in_the_middle()
    {
        await lab.StartAsync();
        var marker = Marker.New();
        using var connection = open(lab.Target("debian"), lab.Settings());
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, new RemoteScript("test.sh", "section wait sleep $1", marker), TimeSpan.FromMinutes(1));
        var tree = await RemoteTree.FindAsync(marker);
        await AsRootAsync("echo >/run/before-reboot");
        await Assert.ThrowsAsync<HostConnectionException>(() => AsRootAsync("systemctl reboot; sleep 30"));
        await Expect.WithinAsync(30, () => running);
        await tree.GoneAsync(5, connection);
        await Eventually.TrueAsync(async () => (await connection.RunAsync("[ ! -e /run/before-reboot ]")).ExitCode == 0, "an answer after the reboot");
    }

    [Fact]
    public async Task A_sudo_that_runs_commands_in_a_terminal_of_their_own()
    {
        await lab.StartAsync();
        await AsRootAsync("echo 'Defaults use_pty' >/etc/sudoers.d/use_pty"); // the default since sudo 1.9.14
        var marker = Marker.New();
        using var connection = open(lab.Target("sudoer"), lab.Settings());
        var script = new RemoteScript("test.sh", "section who id -un; section wait sleep $1", marker) { Elevation = Elevation.IfPossible };
        var running = connection.FailsAsync(ConnectionFailure.CommandTimedOut, script, TimeSpan.FromSeconds(1));
        var tree = await RemoteTree.FindAsync(marker);
        await running;
        await tree.GoneAsync(2, connection);

        var answer = await connection.RunAsync(new RemoteScript("test.sh", "section who id -un; exit 9") { Elevation = Elevation.IfPossible }, null, TestContext.Current.CancellationToken);
        Assert.Equal((true, 9, "root\n"), (answer.IsElevated, answer.ExitCode, answer.Sections["who"].OutputText));
    }

    private async Task AsRootAsync(string script)
    {
        using var root = open(lab.Target("root"), lab.Settings());
        await root.RunAsync(script);
    }
}
