using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Sessions;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Sessions: one connection for many requests, and what becomes of requests when it is lost.</summary>
public abstract class SessionContract(ConnectionFactory open)
{
    // Notes each run; only the first one does not end by itself.
    private const string FirstRunWaits = "echo run >>\"$2\"; [ \"$(wc -l <\"$2\")\" -gt 1 ] || section wait sleep \"$1\"; exit 3";

    private protected KeptForTest Open(string account = "bashuser", ConnectionSettings? settings = null) => (KeptForTest)open(LabLogin.Debian(account), settings ?? LabLogin.Settings());

    [Fact]
    public async Task A_hundred_requests_take_one_connection()
    {
        using var connection = Open();
        for (var i = 0; i < 100; i++)
            Assert.Equal(i, (await connection.RunAsync("exit $1", i.ToString())).ExitCode);
        var session = connection.Session;
        Assert.Equal((HostSessionState.Opened, 100, 0), (session.State, session.Requests, session.Reopened));
    }

    [Fact]
    public async Task Eight_requests_at_once_take_one_connection()
    {
        using var connection = Open();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => connection.RunAsync("sleep 0.2; section echo echo \"$1\"", i.ToString())));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i + "\n"), results.Select(result => result.Sections["echo"].OutputText));
        Assert.Equal(0, connection.Session.Reopened);
    }

    [Fact]
    public async Task Nothing_of_a_request_leaks_into_the_next()
    {
        using var connection = Open();
        await connection.RunAsync("""
            cd /usr; umask 0; set -f; leaked=1; export LEAKED=1; alias section=false; readonly cos_a=x; trap 'echo trapped' EXIT HUP TERM
            section() { :; }; printf() { :; }; exec 3>&- 4>&- 1>/dev/null
            """);
        var result = await connection.RunAsync("section all sh -c 'pwd; umask; echo \"$LEAKED\"'; section vars echo \"$leaked\" \"$-\"; trap");
        Assert.Equal("/home/bashuser\n0022\n\n", result.Sections["all"].OutputText);
        Assert.DoesNotContain("1", result.Sections["vars"].OutputText);
        Assert.DoesNotContain("f", result.Sections["vars"].OutputText.Split(' ')[^1]);
        Assert.Equal(0, connection.Session.Reopened);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_whose_server_was_killed_is_opened_again_before_anything_is_sent(bool isReadOnly)
    {
        using var connection = Open();
        await KillServerAsync(connection);
        await Eventually.NoneAsync(() => connection.Session.State == HostSessionState.Broken ? [] : ["not noticed"], 2);
        var answer = await connection.RunAsync(new RemoteScript("test.sh", "exit 4") { IsReadOnly = isReadOnly }, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((4, HostSessionState.Opened, 1), (answer.ExitCode, connection.Session.State, connection.Session.Reopened));
    }

    [Fact]
    public async Task A_read_that_is_lost_is_sent_again_once()
    {
        using var connection = Open();
        var marker = Marker.New();
        var file = "/var/tmp/runs-" + marker;
        await connection.RunAsync(":");
        var running = connection.RunAsync(new RemoteScript("test.sh", FirstRunWaits, marker, file) { IsReadOnly = true }, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (await RemoteTree.FindAsync(marker)).Server.Kill();
        Assert.Equal(3, (await running).ExitCode);
        Assert.Equal(2, File.ReadAllLines(Lab.Host("debian").Root + file).Length);
        Assert.Equal(1, connection.Session.Reopened);
    }

    [Fact]
    public async Task A_change_that_is_lost_is_never_sent_again()
    {
        using var connection = Open();
        await connection.RunAsync(":");
        var marker = Marker.New();
        var file = "/var/tmp/runs-" + marker;
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, new RemoteScript("test.sh", FirstRunWaits, marker, file));
        (await RemoteTree.FindAsync(marker)).Server.Kill();
        Assert.Contains("whether it has happened", (await running).Remedy);
        Assert.Single(File.ReadAllLines(Lab.Host("debian").Root + file));
        Assert.Equal(5, (await connection.RunAsync("exit 5")).ExitCode);
        Assert.Single(File.ReadAllLines(Lab.Host("debian").Root + file));
    }

    [Fact]
    public async Task A_read_whose_host_stays_away_tells_both_troubles()
    {
        var server = await ExtraSshd.StartAsync();
        using var folder = new TempFolder();
        using var connection = (KeptForTest)open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        await connection.RunAsync(":");
        var marker = Marker.New();
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, new RemoteScript("test.sh", "sleep $1", marker) { IsReadOnly = true });
        var tree = await RemoteTree.FindAsync(marker);
        await server.DisposeAsync();
        tree.Server.Kill();
        var error = await running;
        Assert.True(error.Message.Contains("could not be opened again") && error.Message.Contains("refuse"), error.Message);
        await connection.FailsAsync(ConnectionFailure.ConnectionRefused, new RemoteScript("test.sh", ":") { IsReadOnly = true });
    }

    [Fact]
    public async Task A_black_hole_is_noticed_by_an_idle_session()
    {
        await using var tunnel = new Tunnel();
        using var connection = (KeptForTest)open(tunnel.Target, tunnel.Settings);
        await connection.RunAsync(":");
        tunnel.Block();
        await Eventually.NoneAsync(() => connection.Session.State == HostSessionState.Broken ? [] : ["not noticed"], 5.5);
        tunnel.Unblock();
        Assert.Equal(6, (await connection.RunAsync("exit 6")).ExitCode);
        Assert.Equal(1, connection.Session.Reopened);
    }

    [Fact]
    public async Task A_black_hole_ends_the_requests_that_run()
    {
        await using var tunnel = new Tunnel();
        using var connection = (KeptForTest)open(tunnel.Target, tunnel.Settings);
        await connection.RunAsync(":");
        var marker = Marker.New();
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, new RemoteScript("test.sh", "section wait sleep $1", marker));
        await RemoteTree.FindAsync(marker);
        tunnel.Block();
        await Expect.WithinAsync(6, () => running);
    }

    [Fact]
    public async Task A_request_into_a_black_hole_ends()
    {
        await using var tunnel = new Tunnel();
        using var connection = (KeptForTest)open(tunnel.Target, tunnel.Settings);
        await connection.RunAsync(":");
        tunnel.Block();
        await Expect.WithinAsync(6, () => connection.FailsAsync(ConnectionFailure.ConnectionLost));
    }

    [Fact]
    public async Task A_server_that_freezes_is_noticed()
    {
        using var connection = Open(settings: LabLogin.Settings(keepAliveSeconds: 1));
        await connection.RunAsync(":");
        var marker = Marker.New();
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, new RemoteScript("test.sh", "section wait sleep $1", marker));
        var tree = await RemoteTree.FindAsync(marker);
        tree.Server.Stop();
        await Expect.WithinAsync(6, () => running);
        Assert.Equal(7, (await connection.RunAsync("exit 7")).ExitCode);
        tree.Server.Continue();
        await Eventually.NoneAsync(() => tree.Processes.Append(tree.Server).Where(process => process.IsAlive).Select(process => process.ToString()).ToArray(), 3);
    }

    [Fact]
    public async Task Keep_alive_does_not_disturb()
    {
        using var connection = Open(settings: LabLogin.Settings(keepAliveSeconds: 1));
        Assert.Equal(8, (await connection.RunAsync("sleep 4; exit 8")).ExitCode);
        Assert.Equal(9, (await connection.RunAsync("exit 9")).ExitCode);
        Assert.Equal((HostSessionState.Opened, 0), (connection.Session.State, connection.Session.Reopened));
    }

    [Fact]
    public async Task After_a_cancelled_request_the_session_goes_on()
    {
        using var connection = Open();
        using var cancel = new CancellationTokenSource();
        var marker = Marker.New();
        var running = connection.RunAsync(new RemoteScript("test.sh", "sleep $1", marker), null, cancel.Token);
        await RemoteTree.FindAsync(marker);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(2, (await connection.RunAsync("exit 2")).ExitCode);
    }

    [Fact]
    public async Task A_host_key_that_changed_meanwhile_is_not_accepted()
    {
        using var folder = new TempFolder();
        var address = Lab.Host("debian").Address;
        var file = folder.Write("known_hosts", $"{address} {HostKeyLines.KeyOf(address)}\n");
        using var connection = Open(settings: LabLogin.Settings(knownHosts: file));
        await KillServerAsync(connection);
        folder.Write("known_hosts", $"{address} {string.Join(' ', File.ReadAllText(await Program.NewKeyAsync(folder) + ".pub").Split(' ').Take(2))}\n");
        await connection.FailsAsync(ConnectionFailure.HostKeyMismatch, new RemoteScript("test.sh", ":") { IsReadOnly = true });
    }

    [Fact]
    public async Task Closing_ends_what_runs_and_leaves_nothing_on_the_host()
    {
        using var connection = Open("dashuser");
        var marker = Marker.New();
        var running = connection.FailsAsync(ConnectionFailure.SessionClosed, new RemoteScript("test.sh", "section wait sleep $1", marker) { IsReadOnly = true });
        var tree = await RemoteTree.FindAsync(marker);
        await Expect.WithinAsync(2, connection.Session.CloseAsync);
        await Expect.WithinAsync(2, () => running);
        await Eventually.NoneAsync(() => tree.Processes.Append(tree.Server).Where(process => process.IsAlive).Select(process => process.ToString()).ToArray(), 3);
        Assert.Equal(HostSessionState.Closed, connection.Session.State);
        await connection.FailsAsync(ConnectionFailure.SessionClosed);
    }

    private static async Task KillServerAsync(KeptForTest connection)
    {
        var marker = Marker.New();
        var running = connection.RunAsync("sh -c 'sleep 0.5; :' \"$1\"", marker);
        var tree = await RemoteTree.FindAsync(marker, "sh");
        await running;
        tree.Server.Kill();
    }
}
