using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

/// <summary>The key of a call is opened once, not once per host: an encrypted one takes long.</summary>
public sealed class KeyFileTests
{
    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task A_key_is_opened_once_and_signs_for_many(string type)
    {
        using var folder = new TempFolder();
        var key = folder.At("key");
        await Program.OutputAsync("ssh-keygen", "-q", "-t", type, "-N", "opens it", "-f", key);
        await using var account = await LabAccount.CreateAsync("unused");
        await account.AuthorizeAsync((await File.ReadAllTextAsync(key + ".pub", TestContext.Current.CancellationToken)).Trim());
        var settings = Settings(key);
        using var connection = new SshNetConnection(LabLogin.Debian(account.Name), settings);
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);

        File.Delete(key); // whoever opened it again would fail
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            using var other = new SshNetConnection(LabLogin.Debian(account.Name), settings);
            Assert.Equal(i, (await other.RunAsync("exit $1", i.ToString())).ExitCode);
        })));
        using var another = new SshNetConnection(LabLogin.Debian(account.Name), Settings(key));
        Assert.Contains("cannot be read", (await another.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    private static ConnectionSettings Settings(string key) => new()
    {
        KnownHostsFile = Lab.KnownHosts,
        KeyFilePath = key,
        KeyPassphrase = new NetworkCredential("", "opens it").SecurePassword,
    };
}
