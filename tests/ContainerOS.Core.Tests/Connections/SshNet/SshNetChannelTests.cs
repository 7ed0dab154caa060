using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

/// <summary>Servers that allow few channels, or none.</summary>
public sealed class SshNetChannelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task More_requests_at_once_than_the_server_has_channels(int channels)
    {
        await using var server = await ExtraSshd.StartAsync($"MaxSessions={channels}");
        using var folder = new TempFolder();
        using var connection = (KeptForTest)SshNetKept.Open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine), keepAliveSeconds: 0.3));
        await connection.RunAsync("sleep 1"); // the keep-alive wants a channel as well
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => connection.RunAsync("sleep 0.5; exit $1", i.ToString())));
        Assert.Equal(Enumerable.Range(0, 6), results.Select(result => result.ExitCode!.Value));
        await connection.RunAsync("sleep 1");
        Assert.Equal(0, connection.Session.Reopened);
    }

    [Fact]
    public async Task A_shell_that_was_killed_between_two_requests_is_replaced()
    {
        using var connection = SshNetKept.Open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        using var other = SshNet.Open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        var shell = new RemoteScript("test.sh", "section shell echo $$") { IsReadOnly = true };
        var first = (await connection.RunAsync(shell, null, TestContext.Current.CancellationToken)).Sections["shell"].OutputText;
        Assert.Equal(first, (await connection.RunAsync(shell, null, TestContext.Current.CancellationToken)).Sections["shell"].OutputText);
        Assert.Equal(0, (await other.RunAsync("kill -9 $1", first.Trim())).ExitCode);
        Assert.NotEqual(first, (await connection.RunAsync(shell, null, TestContext.Current.CancellationToken)).Sections["shell"].OutputText);
    }

    [Fact]
    public async Task The_answer_to_the_first_request_does_not_wait_for_the_kernel()
    {
        await using var server = await ExtraSshd.StartAsync("LogLevel=DEBUG3");
        using var folder = new TempFolder();
        using var connection = SshNet.Open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        var session = (await connection.RunAsync("section session echo $PPID")).Sections["session"].OutputText.Trim();

        using var root = SshNet.Open(LabLogin.Debian("root"), LabLogin.Settings());
        var log = await root.RunAsync("section log journalctl -q -o cat _PID=$1", session);
        var received = log.Sections["log"].OutputText.Split('\n').Where(line => line.StartsWith("debug3: receive packet: type ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[^1]).ToList();
        Assert.Contains("90", received); // the channel
        Assert.InRange(received.SkipWhile(type => type != "90").TakeWhile(type => type != "98").Count(type => type == "2"), 1, 16);
    }

    [Fact]
    public async Task Only_an_idle_session_is_asked_for_a_sign_of_life()
    {
        using var connection = (KeptForTest)SshNetKept.Open(LabLogin.Debian("bashuser"), LabLogin.Settings(keepAliveSeconds: 1));
        const string Echo = "section echo pgrep -x -P \"$1\" cat"; // the children of a login's sshd are its channels
        var session = (await connection.RunAsync("section session echo $PPID")).Sections["session"].OutputText.Trim();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(2.5);)
            Assert.Equal(1, (await connection.RunAsync(Echo, session)).Sections["echo"].Status); // none

        using var other = SshNet.Open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        await Eventually.TrueAsync(async () => (await other.RunAsync(Echo, session)).Sections["echo"].Status == 0, "a sign of life asked for");
        Assert.Equal(0, connection.Session.Reopened);
    }

    [Fact]
    public async Task A_server_without_any()
    {
        await using var server = await ExtraSshd.StartAsync("MaxSessions=0");
        using var folder = new TempFolder();
        using var connection = SshNet.Open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        Assert.Contains("MaxSessions", (await connection.FailsAsync(ConnectionFailure.ShellUnavailable)).Remedy);
    }
}
