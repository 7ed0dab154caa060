using System;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>A call that takes too long is an error in time, and two seconds later nothing of it runs on the host.</summary>
public abstract class TimeoutContract(ConnectionFactory open)
{
    [Theory]
    [MemberData(nameof(EndedCall.Calls), MemberType = typeof(EndedCall))]
    public async Task Timed_out(string account, Elevation elevation, string script)
    {
        var (connection, call, marker) = EndedCall.Create(open, account, elevation, script);
        using var _ = connection;
        var running = connection.FailsAsync(ConnectionFailure.CommandTimedOut, call, TimeSpan.FromSeconds(1));
        var tree = await RemoteTree.FindAsync(marker);
        HostConnectionException? error = null;
        await Expect.WithinAsync(3, async () => error = await running);
        Assert.Contains("test.sh did not finish within 1 s", error!.Message);
        await tree.GoneAsync(2, connection);
    }

    [Fact]
    public async Task A_login_shell_that_never_comes_to_the_script()
    {
        var marker = Marker.New();
        await using var server = await ExtraSshd.StartAsync("ForceCommand=sleep " + marker);
        using var folder = new TempFolder();
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine), connectSeconds: 1.5));
        var running = connection.FailsAsync(ConnectionFailure.CommandTimedOut, timeout: TimeSpan.FromSeconds(0.5));
        var tree = await RemoteTree.FindAsync(marker);
        await Expect.WithinAsync(4, () => running);
        tree.Processes.ForEach(process => process.Kill()); // the host's own command, not ours to end
    }

    [Fact]
    public async Task Without_a_limit_a_script_may_take_its_time()
    {
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings(connectSeconds: 1.5));
        var result = await connection.RunAsync(new RemoteScript("test.sh", "sleep 2; exit 4"), null, TestContext.Current.CancellationToken);
        Assert.Equal(4, result.ExitCode);
    }
}
