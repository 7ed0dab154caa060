using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Key files: with a passphrase, open to others, and not enough for the server.</summary>
public abstract class KeyFileContract(ConnectionFactory open) : IDisposable
{
    private const string Right = "to 'open' $it üñï\\";
    private readonly TempFolder folder = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("a key")]
    [InlineData("100% ünï-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü-äöü")] // ssh's question is cut after 100 bytes
    public async Task A_key_with_a_passphrase(string name)
    {
        using var connection = Connect("bashuser", await KeyAsync(name, Right), Right);
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Fact]
    public async Task A_key_with_a_passphrase_in_the_old_format()
    {
        var key = folder.At("pem"); // its public half cannot be read
        await Program.OutputAsync("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", Right, "-f", key);
        var publicKey = await File.ReadAllTextAsync(key + ".pub", TestContext.Current.CancellationToken);
        File.Delete(key + ".pub");
        await using var account = await LabAccount.CreateAsync("unused");
        await account.AuthorizeAsync(publicKey);
        using var connection = Connect(account.Name, key, Right);
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
        using var wrong = Connect(account.Name, key, "a wrong one");
        Assert.Contains("passphrase", (await wrong.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    [Theory]
    [InlineData("a wrong one", "does not open with this passphrase")]
    [InlineData(null, "is encrypted and no passphrase was given")]
    public async Task A_wrong_passphrase_or_none(string? passphrase, string problem)
    {
        var key = await KeyAsync("key", Right);
        using var connection = Connect("bashuser", key, passphrase);
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains($"the key {key} {problem}", error.Message);
        Assert.DoesNotContain("a wrong one", error.ToString());
    }

    [Fact]
    public async Task A_passphrase_that_is_not_needed()
    {
        using var connection = Connect("bashuser", Lab.KeyFile, "not needed");
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Theory]
    [InlineData("KbdInteractiveAuthentication=no")]
    [InlineData("KbdInteractiveAuthentication=yes")]
    public async Task A_passphrase_is_never_sent_as_a_password(string options)
    {
        await using var account = await LabAccount.CreateAsync(Right);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", options);
        using var connection = open(server.Target(account.Name), Settings(await Program.NewKeyAsync(folder), Right, folder.Write("known_hosts", server.KnownHostsLine)));
        await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Equal(0, await account.FailedLoginsAsync());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "0640")]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead, "0644")]
    public async Task A_key_that_others_can_read_is_refused(UnixFileMode others, string mode)
    {
        var key = await KeyAsync("key", "");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        using var connection = Connect("bashuser", key, null);
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains($"the key {key} is not used, because others can get at it (mode {mode}): 'chmod 600 {key}' mends that", error.Message);
    }

    [Fact]
    public async Task A_server_that_wants_a_key_and_a_password()
    {
        await using var server = await ExtraSshd.StartAsync("AuthenticationMethods=publickey,password");
        using var connection = open(server.Target("bashuser"), Settings(Lab.KeyFile, null, folder.Write("known_hosts", server.KnownHostsLine)));
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains("wants another one as well", error.Message);
    }

    [Fact]
    public async Task Two_attempts_are_enough()
    {
        await using var server = await ExtraSshd.StartAsync("MaxAuthTries=2");
        using var connection = open(server.Target("bashuser"), Settings(Lab.KeyFile, null, folder.Write("known_hosts", server.KnownHostsLine)));
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    private static ConnectionSettings Settings(string key, string? passphrase, string? knownHosts = null) => new()
    {
        KnownHostsFile = knownHosts ?? Lab.KnownHosts,
        SshConfigFile = ClientConfig.Quick,
        KeyFilePath = key,
        KeyPassphrase = passphrase is null ? null : new NetworkCredential("", passphrase).SecurePassword,
    };

    private IHostConnection Connect(string account, string key, string? passphrase) => open(LabLogin.Debian(account), Settings(key, passphrase));

    private async Task<string> KeyAsync(string name, string passphrase)
    {
        var key = folder.At(name);
        File.Copy(Lab.KeyFile, key);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Program.OutputAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", key);
        return key;
    }
}
