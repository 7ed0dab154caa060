using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

/// <summary>Key files with a passphrase, and the order in which host keys are asked for.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_key_with_a_passphrase()
    {
        using var connection = Open(await EncryptedKeyAsync("to open it"), "to open it");
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Theory]
    [InlineData("a wrong one")]
    [InlineData(null)]
    public async Task A_wrong_passphrase_or_none(string? passphrase)
    {
        var key = await EncryptedKeyAsync("to open it");
        using var connection = Open(key, passphrase);
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains(key, error.Message);
        Assert.Contains("passphrase", error.Message);
        Assert.DoesNotContain("a wrong one", error.ToString());
    }

    [Fact]
    public async Task A_passphrase_that_is_not_needed()
    {
        using var connection = Open(Lab.KeyFile, "not needed");
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Theory]
    [InlineData("ecdsa", true, "ecdsa-sha2-nistp256")]
    [InlineData("rsa", true, "ssh-rsa")]
    [InlineData("ecdsa", false, "ssh-ed25519")]
    [InlineData("rsa", false, "ssh-ed25519")]
    public async Task A_host_with_two_keys_shows_the_one_that_is_known(string type, bool isKnown, string shown)
    {
        await using var server = await ExtraSshd.StartWithKeyAsync(type, "HostKey=/etc/ssh/ssh_host_ed25519_key");
        var address = Lab.Host("debian").Address;
        var file = folder.Write("known_hosts", isKnown ? server.KnownHostsLine : $"[{address}]:{server.Port} {HostKeyLines.KeyOf(address)}\n");
        using var connection = new SshNetConnection(server.Target("bashuser"), LabLogin.Settings(knownHosts: file));
        Assert.Equal(shown, (await connection.RunAsync("exit 0")).Connection.HostKeyAlgorithm);
    }

    private static SshNetConnection Open(string key, string? passphrase) => new(LabLogin.Debian("bashuser"), new ConnectionSettings
    {
        KnownHostsFile = Lab.KnownHosts,
        KeyFilePath = key,
        KeyPassphrase = passphrase is null ? null : new NetworkCredential("", passphrase).SecurePassword,
    });

    private async Task<string> EncryptedKeyAsync(string passphrase)
    {
        var key = folder.At("encrypted");
        File.Copy(Lab.KeyFile, key);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Program.OutputAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", key);
        return key;
    }
}
