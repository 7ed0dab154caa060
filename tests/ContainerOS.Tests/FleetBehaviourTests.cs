using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Streaming, progress, stopping, and hosts in trouble.</summary>
public sealed class FleetBehaviourTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Fact]
    public void A_dead_host_costs_only_itself()
    {
        var hosts = Lab.Hosts;
        var result = module.Engine.Run($"'127.0.0.1:1', {string.Join(",", hosts.Select(host => $"'{host.User}@{host.Address}'"))}, 'nosuch.invalid' | Get-ContainerOsInfo {ModuleSession.Login}");
        Assert.Equal(hosts.Count, result.Output.Count);
        Assert.Equal(["ConnectionRefused", "HostUnreachable"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
    }

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void A_host_key_that_could_not_be_stored_is_a_warning_that_names_the_host(string transport)
    {
        var host = Lab.Host("photon5");
        var result = module.Run($"Get-ContainerOsInfo {host.User}@{host.Address} -KeyFilePath '{Lab.KeyFile}' -HostKeyPolicy AcceptNew -KnownHostsFile /proc/nosuch/known_hosts -Transport {transport}");
        Assert.Single(result.Output);
        var warning = Assert.Single(result.Warnings);
        Assert.StartsWith(host.Address + ": ", warning);
        Assert.Contains("could not be stored", warning);
    }

    [Fact]
    public void Errors_name_the_host_the_trouble_and_the_remedy()
    {
        var error = Assert.Single(module.Engine.Run("Get-ContainerOsInfo 127.0.0.1:1").Errors);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.StartsWith("127.0.0.1:1: ", error.ToString());
        Assert.Contains("refused", error.ToString());
        Assert.Contains("Check the port", error.ToString());
    }

    [Fact]
    public void Results_come_while_the_pipeline_above_still_produces()
    {
        var host = Lab.Host("photon5");
        // The first host has long answered when the second target comes; its result must come before the third is produced.
        var result = module.Engine.Run($@"
            $global:seen = 0
            & {{
                '{host.User}@{host.Address}'
                $deadline = [datetime]::Now.AddSeconds(20)
                while ($global:seen -eq 0 -and [datetime]::Now -lt $deadline) {{ [Threading.Thread]::Sleep(50); '127.0.0.1:1' }}
                $global:before = $global:seen
                '127.0.0.1:1'
            }} | Get-ContainerOsInfo {ModuleSession.Login} -ErrorAction SilentlyContinue | ForEach-Object {{ $global:seen++ }}
            $global:before");
        Assert.Null(result.Terminating);
        Assert.Equal(1, Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [InlineData("Get-ContainerOsInfo")]
    [InlineData("Get-ContainerOsHostKey -Offered")]
    public async Task Stopping_returns_within_two_seconds_and_leaves_no_ssh(string command)
    {
        using var silent = new SilentServer();
        var run = Task.Run(() => module.Engine.Run($"1..40 | ForEach-Object {{ '127.0.0.1:{silent.Port}' }} | {command} -ConnectTimeout 60"), TestContext.Current.CancellationToken);
        await silent.WaitForClientsAsync(5);
        var clock = Stopwatch.StartNew();
        await Task.Run(module.Engine.Stop, TestContext.Current.CancellationToken);
        var result = await run;
        Assert.True(result.Stopped);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
        Assert.Empty(result.Output);
        await silent.WaitForNoClientsAsync();
    }

    [Fact]
    public async Task Progress_is_one_bar_that_ends()
    {
        using var silent = new SilentServer();
        var result = await Task.Run(() => module.Engine.Run($"1..3 | ForEach-Object {{ '127.0.0.1:{silent.Port}' }} | Get-ContainerOsInfo -ConnectTimeout 1.5 -ErrorAction SilentlyContinue"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(result.Progress);
        Assert.Single(result.Progress.Select(record => (record.ActivityId, record.Activity)).Distinct());
        Assert.Contains(result.Progress, record => record.StatusDescription == "0 of 3 hosts");
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task A_silent_server_is_a_timeout_that_says_so()
    {
        using var silent = new SilentServer();
        var clock = Stopwatch.StartNew();
        var result = await Task.Run(() => module.Engine.Run($"Get-ContainerOsInfo 127.0.0.1:{silent.Port} -ConnectTimeout 1"), TestContext.Current.CancellationToken);
        Assert.StartsWith("ConnectTimedOut,", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Contains("says nothing", result.Errors[0].ToString());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 4);
    }

    /// <summary>Accepts and then says nothing.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> clients = [];

        public SilentServer()
        {
            listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public Task WaitForClientsAsync(int count) => UntilAsync(() => Connected() >= count);

        public Task WaitForNoClientsAsync() => UntilAsync(() => Connected() == 0);

        public void Dispose()
        {
            listener.Stop();
            lock (clients)
                clients.ForEach(client => client.Dispose());
        }

        private static async Task UntilAsync(Func<bool> condition)
        {
            var deadline = DateTime.UtcNow.AddSeconds(10);
            while (!condition())
            {
                Assert.True(DateTime.UtcNow < deadline, "it did not come about within 10 s");
                await Task.Delay(20);
            }
        }

        // A client that has gone leaves its socket readable and empty behind the version it sent.
        private int Connected()
        {
            lock (clients)
                return clients.Count(client => !(client.Client.Poll(0, SelectMode.SelectRead) && Drained(client.Client)));
        }

        private static bool Drained(Socket socket)
        {
            try
            {
                while (socket.Available > 0)
                    socket.Receive(new byte[1024]);
                return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
            }
            catch (SocketException)
            {
                return true;
            }
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync();
                    lock (clients)
                        clients.Add(client);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // stopped
            }
        }
    }
}
