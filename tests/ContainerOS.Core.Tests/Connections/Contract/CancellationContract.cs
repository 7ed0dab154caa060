using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>A call that is cancelled returns within two seconds, and two seconds later nothing of it runs on the host.</summary>
public abstract class CancellationContract(ConnectionFactory open)
{
    [Theory]
    [MemberData(nameof(EndedCall.Calls), MemberType = typeof(EndedCall))]
    public async Task Cancelled(string account, Elevation elevation, string script)
    {
        using var cancel = new CancellationTokenSource();
        var (connection, call, marker) = EndedCall.Create(open, account, elevation, script);
        using var _ = connection;
        var running = connection.RunAsync(call, TimeSpan.FromSeconds(60), cancel.Token);
        var tree = await RemoteTree.FindAsync(marker);
        await Expect.WithinAsync(2, async () =>
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        });
        await tree.GoneAsync(2, connection);
    }

    [Fact]
    public async Task Cancelled_before_it_began()
    {
        await using var server = BadServer.Silent();
        using var connection = open(server.Target, LabLogin.Stranger(15));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.RunAsync(new RemoteScript("test.sh", ":"), null, new CancellationToken(canceled: true)));
        Assert.Equal(0, server.Accepted);
    }

    [Fact]
    public async Task Cancelled_while_it_connects()
    {
        await using var server = BadServer.Silent();
        using var connection = open(server.Target, LabLogin.Stranger(15));
        using var cancel = new CancellationTokenSource();
        var running = connection.RunAsync(new RemoteScript("test.sh", ":"), null, cancel.Token);
        await Eventually.GetAsync(() => server.Accepted > 0 ? server : null, "a connection");
        await Expect.WithinAsync(2, async () =>
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        });
    }

    [Fact]
    public async Task Cancelled_while_the_login_shell_still_starts()
    {
        // the forced command stands for an rc file that takes its time; the script must not run afterwards
        await using var server = await ExtraSshd.StartAsync("ForceCommand=sleep 3.00$$; eval \"$SSH_ORIGINAL_COMMAND\"");
        using var folder = new TempFolder();
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        using var cancel = new CancellationTokenSource();
        var file = "/var/tmp/ran-" + Marker.New();
        var running = connection.RunAsync(new RemoteScript("test.sh", "sleep 1; echo >\"$1\"", file), null, cancel.Token);
        var tree = await RemoteTree.FindAsync("sleep 3.00");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await tree.GoneAsync(5, connection);
        Assert.False(System.IO.File.Exists(Lab.Host("debian").Root + file));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_afterwards_does_nothing()
    {
        using var cancel = new CancellationTokenSource();
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        var result = await connection.RunAsync(new RemoteScript("test.sh", "exit 6"), TimeSpan.FromSeconds(20), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(6, result.ExitCode);
    }
}
