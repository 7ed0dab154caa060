using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>-Transport and -Credential: what is chosen, what does not fit together, and that the secret is told nowhere.</summary>
public sealed class TransportTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private const string Secret = "s3cret-not-to-be-told";

    [Fact]
    public void Both_connections_are_there()
    {
        var found = module.Run("Get-ContainerOsTransport").Output.Select(output => (TransportInfo)output.BaseObject).ToList();
        Assert.Equal(["SshNet", "OpenSsh"], found.Select(transport => transport.Transport.ToString()));
        Assert.All(found, transport => Assert.True(transport.IsAvailable, transport.Problem));
        Assert.All(found, transport => Assert.NotNull(transport.Version));
        Assert.All(found, transport => Assert.Null(transport.PasswordProblem));
    }

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void Either_reads_the_same(string transport)
    {
        var host = Lab.Host("photon5");
        var result = module.Run($"Get-ContainerOsInfo {host.User}@{host.Address} {ModuleSession.Login} -Transport {transport} -Verbose");
        var info = (HostInfo)Assert.Single(result.Output).BaseObject;
        Assert.Equal((host.Name, host.User, (int?)host.Port), (info.HostName, info.UserName, info.Port));
        Assert.StartsWith("OpenSSH_9", info.SshServerVersion);
        Assert.Contains(result.Verbose, line => line.Contains($"over {transport} (as asked for)"));
    }

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void The_key_exchange_can_be_chosen(string transport)
    {
        var host = Lab.Host("photon5");
        var call = $"Get-ContainerOsInfo {host.User}@{host.Address} {ModuleSession.Login} -Transport {transport} -KeyExchange";
        module.Run(call + " ecdh-sha2-nistp256,curve25519-sha256");
        var error = Assert.Single(module.Engine.Run(call + " diffie-hellman-group1-sha1").Errors); // no sshd of today takes it
        Assert.StartsWith("NegotiationFailed,", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_password_goes_over_SSH_NET_by_itself()
    {
        var host = Lab.Host("debian");
        var result = module.Run($"Get-ContainerOsInfo {host.Address} {Credential("pwonly", "userpw")} -KnownHostsFile '{Lab.KnownHosts}' -Verbose");
        Assert.Equal("pwonly", ((HostInfo)Assert.Single(result.Output).BaseObject).UserName);
        Assert.Contains(result.Verbose, line => line.Contains("over SshNet (a password is given"));
    }

    [Fact]
    public void A_password_goes_over_OpenSSH()
    {
        var host = Lab.Host("debian");
        var result = module.Run($"Get-ContainerOsInfo {host.Address} {Credential("pwonly", "userpw")} -KnownHostsFile '{Lab.KnownHosts}' -Transport OpenSsh");
        Assert.Equal("pwonly", ((HostInfo)Assert.Single(result.Output).BaseObject).UserName);
    }

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void A_wrong_password_is_told_nowhere(string transport)
    {
        var host = Lab.Host("debian");
        var result = module.Engine.Run($"Get-ContainerOsInfo {host.Address} {Credential("pwonly", Secret)} -KnownHostsFile '{Lab.KnownHosts}' -Transport {transport} -Verbose -Debug");
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId);
        for (var cause = error.Exception; cause is not null; cause = cause.InnerException)
            Assert.DoesNotContain(Secret, cause.ToString());
        Assert.DoesNotContain(Secret, error.ErrorDetails.Message + string.Join(' ', result.Verbose));
    }

    [Theory]
    [InlineData("host", "-Transport SshNet", "LoginNeeded")]
    [InlineData("host", "-UserName root -Credential $credential", "CredentialForAnotherUser")]
    [InlineData("root@host", "-Credential $credential", "CredentialForAnotherUser")]
    [InlineData("host", "-Credential $broken", "InvalidCredential")]
    [InlineData("host", "-KeyExchange 'curve25519-sha256 -v'", "InvalidKeyExchange")]
    [InlineData("host", "-SudoCredential $broken", "InvalidSudoCredential")]
    [InlineData("host", "-SudoCredential ([pscredential]::new('core', [securestring]::new()))", "InvalidSudoCredential")]
    [InlineData("root@host", "-SudoCredential $credential", "SudoCredentialForAnotherUser")]
    [InlineData("host", "-UserName root -SudoCredential $credential", "SudoCredentialForAnotherUser")]
    public void What_does_not_fit_together_ends_the_call(string target, string parameters, string id)
    {
        var result = module.Engine.Run($"$credential = {New("core", Secret)}; $broken = {New("core", Secret + "`n")}; Get-ContainerOsInfo {target} {parameters}");
        var error = Assert.Single(result.Errors); // and none for the host, which was not contacted
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Secret, error + error.Exception.ToString());
    }

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void A_passphrase_is_not_sent_as_a_password(string transport)
    {
        var host = Lab.Host("debian");
        var key = System.IO.Path.GetTempFileName();
        System.IO.File.WriteAllText(key, "no key at all"); // it cannot be used, and the account would take its password
        var result = module.Engine.Run($"Get-ContainerOsInfo {host.Address} {Credential("pwonly", "userpw")} -KeyFilePath '{key}' -KnownHostsFile '{Lab.KnownHosts}' -Transport {transport}");
        System.IO.File.Delete(key);
        Assert.Empty(result.Output);
        Assert.StartsWith("AuthenticationFailed,", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    private static string Credential(string user, string password) => $"-Credential ({New(user, password)})";

    private static string New(string user, string password) => $"[pscredential]::new('{user}', [Net.NetworkCredential]::new('', \"{password}\").SecurePassword)";
}
