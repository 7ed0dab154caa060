using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>The ssh processes that the calls are made of: what happens when they die, and what they leave behind.</summary>
public sealed class ClientProcessTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("root", Elevation.None)]
    [InlineData("bashuser", Elevation.None)]
    [InlineData("sudoer", Elevation.IfPossible)]
    public async Task A_killed_client_is_a_lost_connection_and_leaves_nothing_on_the_host(string account, Elevation elevation)
    {
        var marker = Marker.New();
        var target = LabLogin.Debian(account);
        var key = folder.At("key"); // a path that no other client names
        File.Copy(Lab.KeyFile, key);
        using var connection = new OpenSshConnection(target, LabLogin.Settings(key: key));
        var script = new RemoteScript("test.sh", "trap '' HUP TERM PIPE; section wait sleep $1; section more sleep $1", marker) { Elevation = elevation };
        var running = connection.FailsAsync(ConnectionFailure.ConnectionLost, script);
        var tree = await RemoteTree.FindAsync(marker);
        var client = Assert.Single(ProcessTable.Clients(key));
        client.Kill();
        await Expect.WithinAsync(2, () => running);
        await tree.GoneAsync(2, connection);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("kill -9 $$")]
    [InlineData("sleep 60")]
    [InlineData("yes")]
    public async Task No_log_file_and_no_client_stay_behind(string script)
    {
        var marker = Marker.New();
        using var cancel = new CancellationTokenSource();
        var knownHosts = folder.Write("known_hosts", File.ReadAllText(Lab.KnownHosts)); // calls with the same rules share files
        using var connection = new OpenSshConnection(LabLogin.Debian("bashuser"), LabLogin.Settings(knownHosts: knownHosts));
        var running = connection.RunAsync(new RemoteScript("test.sh", "# " + marker + "\n" + script) { MaxOutputBytes = 100_000 }, TimeSpan.FromSeconds(1), cancel.Token);
        var client = await Eventually.GetAsync(() => ProcessTable.Clients(marker).FirstOrDefault(), "a client");
        await Task.WhenAny(running);
        Assert.False(client.IsAlive, client.ToString());
        Assert.False(File.Exists(LogOf(client)));
    }

    [Fact]
    public async Task The_log_file_is_private()
    {
        var marker = Marker.New();
        using var cancel = new CancellationTokenSource();
        using var connection = new OpenSshConnection(LabLogin.Debian("bashuser"), LabLogin.Settings());
        var running = connection.RunAsync(new RemoteScript("test.sh", "sleep $1", marker), null, cancel.Token);
        await RemoteTree.FindAsync(marker);
        var log = LogOf(Assert.Single(ProcessTable.Clients(marker)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(File.Exists(log));
    }

    [Fact]
    public async Task A_program_that_keeps_the_pipes_open_does_not_hold_the_answer()
    {
        var marker = Marker.New();
        using var connection = FakeSsh.Connect(folder, FakeSsh.Program.Replace("exit $code", $"sleep {marker} & exit $code"));
        await Expect.WithinAsync(5, async () => Assert.Equal(7, (await connection.RunAsync("exit 7")).ExitCode));
        Kill(marker);
    }

    [Fact]
    public async Task A_client_that_ignores_the_end_of_its_input_is_killed()
    {
        var marker = Marker.New();
        using var connection = FakeSsh.Connect(folder, FakeSsh.Program.Replace("sh -c", $"trap '' TERM; exec sleep {marker}; sh -c"));
        await Expect.WithinAsync(4.5, () => connection.FailsAsync(ConnectionFailure.CommandTimedOut, timeout: TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain(ProcessTable.All(), process => process.Arguments.Contains(marker));
    }

    private static string LogOf(ProcessEntry client) => client.Arguments.Split(' ').SkipWhile(word => word != "-E").ElementAt(1);

    private static void Kill(string marker) => ProcessTable.All().Where(process => process.Name == "sleep" && process.Arguments.Contains(marker)).ToList().ForEach(process => process.Kill());
}
