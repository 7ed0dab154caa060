using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.EngineHosting.Session;
using ContainerOS.Sessions;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The session cmdlets, and sessions as targets of all others.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly EngineSession engine = new(ModuleSession.Manifest);

    private static string AllHosts => string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}'"));

    private static string OneHost => $"'{Lab.Host("photon5").User}@{Lab.Host("photon5").Address}'";

    public static TheoryData<string> Transports => new() { "SshNet", "OpenSsh" };

    public void Dispose() => engine.Dispose();

    [Theory]
    [MemberData(nameof(Transports))]
    public void Sessions_are_opened_used_and_closed(string transport)
    {
        var opened = Open(AllHosts, transport);
        Assert.Equal(Enumerable.Range(1, Lab.Hosts.Count), opened.Select(session => session.Id));
        Assert.Equal(Lab.Hosts.Select(host => (host.Address, host.User, host.Port)).Order(), opened.Select(session => (session.Address, session.UserName!, session.Port)).Order());
        Assert.All(opened, session => Assert.Equal((HostSessionState.Opened, transport, 0L), (session.State, session.Transport.ToString(), session.Requests)));

        Assert.Equal(opened.Count, Run("Get-ContainerOsSession | Get-ContainerOsInfo").Count);
        Assert.Equal(opened.Count, Run("Get-ContainerOsInfo -Session (Get-ContainerOsSession)").Count);
        Assert.All(opened, session => Assert.Equal((2L, 0), (session.Requests, session.Reopened)));
        Assert.All(opened, session => Assert.True(session.LastUsedAt > session.OpenedAt));

        Run("Get-ContainerOsSession | Remove-ContainerOsSession");
        Assert.All(opened, session => Assert.Equal(HostSessionState.Closed, session.State));
        Assert.Empty(Run("Get-ContainerOsSession"));
    }

    [Fact]
    public void Every_cmdlet_that_takes_hosts_takes_sessions()
    {
        var session = Assert.Single(Open(OneHost));
        Assert.True(((ConnectionTest)Run("Get-ContainerOsSession | Test-ContainerOsConnection")[0]).Ok);
        Assert.Equal("hi", ((CommandResult)Run("Invoke-ContainerOsCommand 'echo hi' -Session (Get-ContainerOsSession)")[0]).StdOut);
        Assert.Equal(2, session.Requests);
        Assert.Equal(session.Address, ((HostKey)Run($"Get-ContainerOsSession | Get-ContainerOsHostKey -KnownHostsFile '{Lab.KnownHosts}'")[0]).ComputerName);
        var taking = engine.Run("Get-Command -Module ContainerOS").Output.Select(output => (CmdletInfo)output.BaseObject).Where(command => command.Parameters.ContainsKey("ComputerName")).ToList();
        Assert.All(taking.Where(command => command.Noun != "ContainerOsSession"), command => Assert.Contains("Session", command.Parameters["ComputerName"].Aliases));
    }

    [Fact]
    public void Names_and_sessions_go_together_and_outputs_stay_on_their_session()
    {
        var session = Assert.Single(Open(OneHost));
        Run($"$PSDefaultParameterValues['*-ContainerOs*:KeyFilePath'] = '{Lab.KeyFile}'; $PSDefaultParameterValues['*-ContainerOs*:KnownHostsFile'] = '{Lab.KnownHosts}'");
        var other = Lab.Host("flatcar");
        Assert.Equal(2, Run($"Get-ContainerOsInfo (Get-ContainerOsSession), '{other.User}@{other.Address}'").Count);
        Assert.Equal(1, session.Requests);
        Assert.Single(Run("Get-ContainerOsSession | Get-ContainerOsInfo | Test-ContainerOsConnection | Invoke-ContainerOsCommand ':'"));
        Assert.Equal(4, session.Requests);
        Assert.Single(Run($"Get-ContainerOsSession | Get-ContainerOsInfo | Get-ContainerOsInfo -Port 22 -KeyFilePath '{Lab.KeyFile}'")); // another login: not over the session
        Assert.Equal(5, session.Requests);
        var shown = (PSObject)engine.Run("Get-ContainerOsSession | Get-ContainerOsInfo").Output[0];
        Assert.DoesNotContain(shown.Properties, property => property.Name.Contains("Session"));
    }

    [Theory]
    [InlineData("-UserName root")]
    [InlineData("-KeyFilePath /etc/hostname")]
    [InlineData("-Port 22")]
    [InlineData("-Transport OpenSsh")]
    [InlineData("-JumpHost a")]
    [InlineData("-HostKeyPolicy AcceptNew")]
    public void How_to_log_in_belongs_to_New_ContainerOsSession(string parameter)
    {
        var session = Assert.Single(Open(OneHost));
        var error = Assert.Single(engine.Run($"Get-ContainerOsSession | Get-ContainerOsInfo {parameter}").Errors);
        Assert.StartsWith("SessionHasLogin,", error.FullyQualifiedErrorId);
        Assert.Contains(parameter.Split(' ')[0], error.ToString());
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void A_closed_session_is_the_hosts_error()
    {
        Open(OneHost);
        var result = engine.Run("$s = Get-ContainerOsSession; $s | Remove-ContainerOsSession; Get-ContainerOsInfo $s");
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("SessionClosed,", error.FullyQualifiedErrorId);
        Assert.Contains("New-ContainerOsSession", error.ToString());
    }

    [Fact]
    public void Numbers_that_no_session_has_are_errors_and_WhatIf_closes_nothing()
    {
        var session = Assert.Single(Open(OneHost));
        Assert.StartsWith("SessionNotFound,", Assert.Single(engine.Run("Remove-ContainerOsSession -Id 99").Errors).FullyQualifiedErrorId);
        Assert.StartsWith("SessionNotFound,", Assert.Single(engine.Run("Get-ContainerOsSession -Id 99").Errors).FullyQualifiedErrorId);
        Run("Remove-ContainerOsSession -Id 1 -WhatIf");
        Assert.Equal(HostSessionState.Opened, session.State);
        Assert.Single(Run($"Get-ContainerOsSession {session.Address} -State Opened"));
        Assert.Empty(Run("Get-ContainerOsSession nosuch*"));
        Assert.Empty(Run("Get-ContainerOsSession -State Broken"));
        Run("Remove-ContainerOsSession -Id 1");
        Assert.Equal(HostSessionState.Closed, session.State);
    }

    [Fact]
    public void Hosts_in_trouble_are_errors_and_open_nothing()
    {
        var result = engine.Run($"{OneHost}, '127.0.0.1:1', 'expired@{Lab.Host("debian").Address}', 'nologin@{Lab.Host("debian").Address}' | New-ContainerOsSession {ModuleSession.Login}");
        Assert.Equal(["ConnectionRefused", "PasswordExpired", "ShellUnavailable"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.Single(result.Output);
        Assert.Single(Run("Get-ContainerOsSession"));
    }

    [Theory]
    [InlineData("Remove-Module ContainerOS")]
    [InlineData("Import-Module '{0}' -Force")]
    [InlineData("")]
    public void Sessions_are_closed_with_the_module_and_with_the_runspace(string script)
    {
        var opened = Open(AllHosts);
        if (script.Length > 0)
            Run(string.Format(script, ModuleSession.Manifest));
        else
            engine.Dispose();
        Assert.All(opened, session => Assert.Equal(HostSessionState.Closed, session.State));
    }

    [Fact]
    public void Runspaces_have_sessions_of_their_own_and_may_lend_them()
    {
        var mine = Assert.Single(Open(OneHost));
        using (var other = new EngineSession(ModuleSession.Manifest))
        {
            Assert.Empty(other.Run("Get-ContainerOsSession").Output);
            var theirs = (HostSession)Assert.Single(other.Run($"New-ContainerOsSession {OneHost} {ModuleSession.Login}").Output).BaseObject;
            Assert.Equal((1, 1), (mine.Id, theirs.Id));
            Assert.Single(other.Run("param($s) Get-ContainerOsInfo -Session $s", new Dictionary<string, object> { ["s"] = mine }).Output);
            Assert.Equal(1, mine.Requests);
        }

        Assert.Equal(HostSessionState.Opened, mine.State);
        Assert.Single(Run("Get-ContainerOsSession | Get-ContainerOsInfo"));
    }

    [Fact]
    public void A_copy_of_a_session_is_refused()
    {
        var session = Assert.Single(Open(OneHost));
        var text = PSSerializer.Serialize(session);
        Assert.DoesNotContain(Lab.KeyFile, text);
        var copy = PSSerializer.Deserialize(text);
        var result = engine.Run("param($s) Get-ContainerOsInfo -Session $s", new Dictionary<string, object> { ["s"] = copy });
        Assert.Contains("New-ContainerOsSession", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public void A_session_that_was_lost_is_opened_again_with_a_warning()
    {
        var host = Lab.Host("debian");
        var session = Assert.Single(Open($"'dashuser@{host.Address}'"));
        Run($"Invoke-ContainerOsCommand 'pkill -KILL -U dashuser -f ''^sshd: dashuser''' root@{host.Address} {ModuleSession.Login}");
        Assert.True(SpinWait.SpinUntil(() => session.State == HostSessionState.Broken, 5000));
        var result = engine.Run("Get-ContainerOsInfo -Session (Get-ContainerOsSession)");
        Assert.Single(result.Output);
        Assert.Contains("opened again", Assert.Single(result.Warnings));
        Assert.Equal((HostSessionState.Opened, 1), (session.State, session.Reopened));
    }

    [Fact]
    public async Task Stopping_while_sessions_are_opened_leaves_none()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var opened = new List<HostSession>();
        var run = Task.Run(() => engine.Run($"'127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}', {OneHost} | New-ContainerOsSession {ModuleSession.Login} -ConnectTimeout 60", null,
            output => opened.Add((HostSession)output.BaseObject)), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => opened.Count == 1, 10_000));
        var clock = Stopwatch.StartNew();
        await Task.Run(engine.Stop, TestContext.Current.CancellationToken);
        Assert.True((await run).Stopped);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(HostSessionState.Opened, opened[0].State); // it was handed out
        Assert.Single(Run("Get-ContainerOsSession"));
    }

    [Fact]
    public void It_shows_as_a_table()
    {
        Open(OneHost);
        var text = engine.Run("Get-ContainerOsSession").Rendered;
        Assert.Contains("Reopened", text);
        Assert.Contains("Opened", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80));
    }

    private List<HostSession> Open(string hosts, string transport = "SshNet") =>
        [.. Run($"{hosts} | New-ContainerOsSession {ModuleSession.Login} -Transport {transport}").Cast<HostSession>()];

    private List<object> Run(string script)
    {
        var result = engine.Run(script);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        return [.. result.Output.Select(output => output.BaseObject)];
    }
}
