using System.Linq;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Test-ContainerOsConnection: every kind of trouble is an answer.</summary>
public sealed class ConnectionTestTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Fact]
    public void All_hosts_of_the_lab_are_well()
    {
        var tests = module.Run($"{string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}'"))} | Test-ContainerOsConnection {ModuleSession.Login}")
            .Output.Select(output => (ConnectionTest)output.BaseObject).ToList();
        Assert.Equal(Lab.Hosts.Count, tests.Count);
        Assert.All(tests, test =>
        {
            Assert.Equal((true, true, true, true, HostKeyState.Known), (test.Ok, test.Reachable, test.PortOpen, test.LoggedIn, test.HostKey));
            Assert.Null(test.Failure);
            Assert.Null(test.Message);
            Assert.StartsWith("SHA256:", test.HostKeyFingerprint);
            Assert.InRange(test.ClockSkew!.Value.TotalSeconds, -2, 2);
        });
    }

    [Fact]
    public void The_ssh_client_tells_the_methods_even_when_the_login_goes_well() =>
        Assert.Contains("publickey", Try($"{Lab.Host("photon5").User}@{Lab.Host("photon5").Address} {ModuleSession.Login} -Transport OpenSsh").AuthenticationMethods);

    [Theory]
    [InlineData("nologin", ConnectionFailure.ShellUnavailable, true, false)]
    [InlineData("expired", ConnectionFailure.PasswordExpired, true, true)]
    [InlineData("pwonly", ConnectionFailure.AuthenticationFailed, false, null)]
    public void Accounts_that_cannot_be_used(string account, ConnectionFailure failure, bool loggedIn, bool? expired)
    {
        var test = Try($"{account}@{Lab.Host("debian").Address} {ModuleSession.Login}");
        Assert.Equal((false, failure, true, HostKeyState.Known, loggedIn, expired), (test.Ok, test.Failure, test.PortOpen, test.HostKey, test.LoggedIn, test.PasswordExpired));
        if (!loggedIn)
            Assert.Contains("publickey", test.AuthenticationMethods);
        Assert.NotEmpty(test.Message!);
    }

    [Theory]
    [InlineData("sudoer", true)]
    [InlineData("sudopw", false)]
    [InlineData("nosudo", false)]
    public void Becoming_root(string account, bool can) => Assert.Equal(can, Try($"{account}@{Lab.Host("debian").Address} {ModuleSession.Login}").CanElevate);

    [Fact]
    public void An_unknown_host_key()
    {
        var test = Try($"root@{Lab.Host("photon5").Address} -KeyFilePath {Lab.KeyFile} -KnownHostsFile /dev/null");
        Assert.Equal((HostKeyState.Unknown, ConnectionFailure.HostKeyUnknown), (test.HostKey, test.Failure));
        Assert.StartsWith("SHA256:", test.HostKeyFingerprint);
        Assert.Null(test.LoggedIn);
    }

    [Theory]
    [InlineData("127.0.0.1:1", ConnectionFailure.ConnectionRefused, true, false)]
    [InlineData("nosuch.invalid", ConnectionFailure.HostUnreachable, false, null)]
    public void Hosts_that_are_not_there(string target, ConnectionFailure failure, bool reachable, bool? open)
    {
        var test = Try(target);
        Assert.Equal((failure, reachable, open, null), (test.Failure, test.Reachable, test.PortOpen, test.LoggedIn));
    }

    private ConnectionTest Try(string arguments) => (ConnectionTest)Assert.Single(module.Run("Test-ContainerOsConnection " + arguments).Output).BaseObject;
}
