using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Looks for the secret of a login wherever it might be left, here and on the host, while the login is under way and afterwards.</summary>
public abstract class SecrecyContract(ConnectionFactory open) : IDisposable
{
    private readonly TempFolder folder = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("KbdInteractiveAuthentication=no", true)]
    [InlineData("KbdInteractiveAuthentication=no", false)]
    [InlineData("KbdInteractiveAuthentication=yes", true)]
    [InlineData("KbdInteractiveAuthentication=yes", false)]
    public async Task A_password_is_nowhere(string options, bool isRight)
    {
        var secret = SecretSearch.NewSecret();
        await using var account = await LabAccount.CreateAsync(isRight ? secret : "another one");
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", "LogLevel=DEBUG3", options);
        var settings = new ConnectionSettings { KnownHostsFile = folder.Write("known_hosts", server.KnownHostsLine), SshConfigFile = ClientConfig.Quick, Password = new NetworkCredential("", secret).SecurePassword };
        using var connection = open(server.Target(account.Name), settings);
        await NowhereAsync(connection, secret, isRight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_passphrase_is_nowhere(bool isRight)
    {
        var secret = SecretSearch.NewSecret();
        var key = folder.At("key");
        File.Copy(Lab.KeyFile, key);
        await Program.OutputAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", isRight ? secret : "another one", "-f", key);
        var settings = new ConnectionSettings { KnownHostsFile = Lab.KnownHosts, SshConfigFile = ClientConfig.Quick, KeyFilePath = key, KeyPassphrase = new NetworkCredential("", secret).SecurePassword };
        using var connection = open(LabLogin.Debian("bashuser"), settings);
        await NowhereAsync(connection, secret, isRight);
    }

    private async Task NowhereAsync(IHostConnection connection, string secret, bool isRight)
    {
        var running = CallAsync(connection);
        await new SecretSearch(folder, secret).NowhereWhileAsync(running);
        var error = await running;
        Assert.Equal(isRight ? null : ConnectionFailure.AuthenticationFailed, error?.Failure);
        Assert.DoesNotContain(secret, $"{error} {error?.Remedy}");
    }

    private static async Task<HostConnectionException?> CallAsync(IHostConnection connection)
    {
        try
        {
            await connection.RunAsync("sleep 0.5");
            return null;
        }
        catch (HostConnectionException error)
        {
            return error;
        }
    }
}
