using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Servers that limit their logins are asked again, within the connect timeout.</summary>
public abstract class PatienceContract(ConnectionFactory open)
{
    private const int Many = 24;
    private static readonly RemoteScript Nothing = new("nothing.sh", ":");

    [Fact]
    public async Task All_get_in_where_the_server_takes_two_at_a_time()
    {
        await using var server = await ExtraSshd.StartAsync("MaxStartups=2:100:2");
        using var folder = new TempFolder();
        var settings = LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine), connectSeconds: 60);
        var attempts = await Task.WhenAll(Enumerable.Range(0, Many).Select(async _ =>
        {
            using var connection = Open(server.Target("bashuser"), settings);
            var result = await connection.RunAsync("exit 3");
            Assert.Equal(3, result.ExitCode);
            return result.Connection.Attempts;
        }));
        Assert.Contains(attempts, count => count > 1);
    }

    [Theory]
    [InlineData("Not allowed at this time\r\n", 3)]
    [InlineData("", 2)]
    public async Task A_server_that_stays_closed_is_given_up(string words, int least)
    {
        await using var server = BadServer.SayingThenClosing(Encoding.ASCII.GetBytes(words));
        using var connection = Open(server.Target, LabLogin.Settings(connectSeconds: 3));
        await Expect.WithinAsync(6, async () =>
        {
            var error = await connection.FailsAsync(ConnectionFailure.ConnectionLost);
            Assert.True(error.Facts!.Attempts >= least, error.Message);
            Assert.Contains($"({error.Facts.Attempts} attempts within ", error.Message);
        });
        Assert.True(server.Accepted >= least);
    }

    [Fact]
    public async Task Other_trouble_is_told_at_once()
    {
        await using var server = BadServer.SayingThenClosing(Encoding.ASCII.GetBytes("220 mail.example.com\r\n"));
        using var connection = Open(server.Target, LabLogin.Settings());
        var error = await connection.FailsAsync(ConnectionFailure.NotSsh);
        Assert.DoesNotContain("attempts", error.Message);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        await using var server = BadServer.SayingThenClosing(Encoding.ASCII.GetBytes("Exceeded MaxStartups\r\n"));
        using var connection = Open(server.Target, LabLogin.Settings(connectSeconds: 300));
        using var cancel = new CancellationTokenSource();
        var call = connection.RunAsync(Nothing, null, cancel.Token);
        await Eventually.TrueAsync(() => Task.FromResult(server.Accepted > 2), "a third attempt");
        await cancel.CancelAsync();
        await Expect.WithinAsync(2, () => Assert.ThrowsAnyAsync<OperationCanceledException>(() => call));
    }

    private PatientConnection Open(HostTarget target, ConnectionSettings settings) => new(open(target, settings), settings.ConnectTimeout);
}
