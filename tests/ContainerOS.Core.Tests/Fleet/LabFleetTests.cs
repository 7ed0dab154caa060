using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.Transports;
using ContainerOS.Fleet;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.OpenSsh;
using ContainerOS.Tests.Connections.SshNet;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Fleet;

/// <summary>Fleets over real connections.</summary>
public sealed class LabFleetTests
{
    [Fact]
    public async Task All_hosts_of_the_lab_and_five_dead_ones()
    {
        var hosts = Lab.Hosts;
        await using var silent = BadServer.Silent();
        await using var closing = BadServer.SayingThenClosing([]);
        await using var foreign = BadServer.SayingThenClosing("220 mail ready\r\n"u8.ToArray());
        var dead = new Dictionary<HostTarget, ConnectionFailure>
        {
            [new HostTarget("refused", "127.0.0.1", BadServer.ClosedPort())] = ConnectionFailure.ConnectionRefused,
            [new HostTarget("unknown", "nosuch.invalid")] = ConnectionFailure.HostUnreachable,
            [new HostTarget("silent", "127.0.0.1", silent.Port)] = ConnectionFailure.ConnectTimedOut,
            [new HostTarget("closing", "127.0.0.1", closing.Port)] = ConnectionFailure.ConnectionLost,
            [new HostTarget("foreign", "127.0.0.1", foreign.Port)] = ConnectionFailure.NotSsh,
        };
        var settings = LabLogin.Settings(connectSeconds: 8);
        using var fleet = new FleetRun<ScriptResult>(async (target, token) =>
        {
            using var connection = new OpenSshConnection(target, settings);
            return await connection.RunAsync(new RemoteScript("name.sh", "section name cat /proc/sys/kernel/hostname"), TimeSpan.FromSeconds(20), token);
        }, 32);

        var clock = Stopwatch.StartNew();
        foreach (var target in dead.Keys.Concat(hosts.Select(host => new HostTarget(host.Name, host.Address, host.Port, host.User))))
            fleet.Add(target);
        var outcomes = new List<(FleetOutcome<ScriptResult> Outcome, TimeSpan At)>();
        while (fleet.Taken < fleet.Total)
        {
            Assert.True(fleet.TryTake(TimeSpan.FromSeconds(30), out var outcome));
            outcomes.Add((outcome, clock.Elapsed));
        }

        foreach (var host in hosts)
            Assert.Equal(host.Name + "\n", Assert.Single(outcomes, o => o.Outcome.Target.ComputerName == host.Name).Outcome.Result?.Sections["name"].OutputText);
        foreach (var (target, failure) in dead)
            Assert.Equal(failure, Assert.IsType<HostConnectionException>(Assert.Single(outcomes, o => o.Outcome.Target == target).Outcome.Error).Failure);
        Assert.Equal("silent", outcomes[^1].Outcome.Target.ComputerName); // nobody else waited for it
        Assert.InRange(outcomes[^1].At.TotalSeconds, 8, 10);
    }

    [Theory]
    [InlineData(Transport.SshNet)]
    [InlineData(Transport.OpenSsh)]
    public async Task Every_tenth_host_sick_and_few_at_a_time(Transport transport)
    {
        await using var silent = BadServer.Silent();
        await using var trickling = new BadServer(async (stream, token) =>
        {
            foreach (var letter in "SSH-2.0-OpenSSH_9.9 which says one letter a second and never comes to its end")
            {
                await stream.WriteAsync(new[] { (byte)letter }, token);
                await Task.Delay(TimeSpan.FromSeconds(1), token);
            }
        });
        var settings = LabLogin.Settings(connectSeconds: 6);
        var open = transport == Transport.SshNet ? SshNet.Open : OpenSsh.Open;
        using var fleet = new FleetRun<ScriptResult>(async (target, token) =>
        {
            using var connection = open(target, settings);
            return await connection.RunAsync(new RemoteScript("name.sh", "section name cat /proc/sys/kernel/hostname"), TimeSpan.FromSeconds(20), token);
        }, 8);

        var healthy = Enumerable.Range(0, 36).Select(i => Lab.Hosts[i % Lab.Hosts.Count]).ToList();
        foreach (var port in new[] { silent.Port, trickling.Port, silent.Port, trickling.Port })
            fleet.Add(new HostTarget("sick", "127.0.0.1", port));
        foreach (var host in healthy)
            fleet.Add(new HostTarget(host.Name, host.Address, host.Port, host.User));
        var outcomes = new List<FleetOutcome<ScriptResult>>();
        while (fleet.Taken < fleet.Total)
        {
            Assert.True(fleet.TryTake(TimeSpan.FromSeconds(30), out var outcome));
            outcomes.Add(outcome);
        }

        Assert.Equal(healthy.Select(host => host.Name + "\n").Order(), outcomes.Where(o => o.Error is null).Select(o => o.Result!.Sections["name"].OutputText).Order());
        var sick = outcomes.Where(o => o.Error is not null).ToList();
        Assert.Equal(4, sick.Count);
        Assert.All(sick, o => Assert.Equal(ConnectionFailure.ConnectTimedOut, Assert.IsType<HostConnectionException>(o.Error).Failure));

        // Half of the places are taken by the sick; the others go on meanwhile.
        Assert.True(outcomes.IndexOf(sick[0]) >= healthy.Count / 4, $"only {outcomes.IndexOf(sick[0])} hosts were done when the first sick one was given up");
    }

    [Fact]
    public async Task Cancel_with_a_hundred_clients_under_way()
    {
        await using var server = BadServer.Silent();
        var settings = LabLogin.Stranger(60);
        var fleet = new FleetRun<ScriptResult>((target, token) => new OpenSshConnection(target, settings).RunAsync(new RemoteScript("test.sh", ":"), null, token), 100);
        for (var i = 0; i < 110; i++)
            fleet.Add(new HostTarget("h" + i, "127.0.0.1", server.Port));
        Assert.True(SpinWait.SpinUntil(() => server.Accepted == 100, TimeSpan.FromSeconds(30)), server.Accepted.ToString());

        await Expect.WithinAsync(2, () =>
        {
            fleet.Cancel();
            fleet.Dispose();
            return Task.CompletedTask;
        });
        Assert.Empty(ProcessTable.Clients($"-p {server.Port} "));
        Assert.Equal(100, server.Accepted);
    }
}
