using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
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
        var secret = NewSecret();
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
        var secret = NewSecret();
        var key = folder.At("key");
        File.Copy(Lab.KeyFile, key);
        await Program.OutputAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", isRight ? secret : "another one", "-f", key);
        var settings = new ConnectionSettings { KnownHostsFile = Lab.KnownHosts, SshConfigFile = ClientConfig.Quick, KeyFilePath = key, KeyPassphrase = new NetworkCredential("", secret).SecurePassword };
        using var connection = open(LabLogin.Debian("bashuser"), settings);
        await NowhereAsync(connection, secret, isRight);
    }

    private static string NewSecret() => "S3cret" + Guid.NewGuid().ToString("N");

    private async Task NowhereAsync(IHostConnection connection, string secret, bool isRight)
    {
        var running = CallAsync(connection);
        var looks = 0;
        do
        {
            Assert.DoesNotContain(Places(), place => Holds(place, secret));
            looks++;
        }
        while (!running.IsCompleted);
        Assert.True(looks > 1, "the call was over before anybody looked");

        var error = await running;
        Assert.Equal(isRight ? null : ConnectionFailure.AuthenticationFailed, error?.Failure);
        Assert.DoesNotContain(secret, $"{error} {error?.Remedy}");
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.At("")), place => Holds(place, secret));
        using var root = new OpenSshConnection(LabLogin.Debian("root"), LabLogin.Settings());
        var found = await root.RunAsync("section found sh -c 'journalctl --sync; { journalctl -q -o export; cat /var/log/* /tmp/* /run/extra-sshd.*/* 2>/dev/null; } | grep -ac \"$1$2\"' sh \"$1\" \"$2\"; exit 0", secret[..9], secret[9..]);
        Assert.Equal("0\n", found.Sections["found"].OutputText);
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

    // The hosts of the lab are containers of this machine: their processes are among ours.
    private IEnumerable<string> Places() => Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _))
        .SelectMany(path => new[] { path + "/cmdline", path + "/environ" })
        .Concat(Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "containeros-ssh-*").SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path, "ask") : [path]))
        .Concat(Directory.EnumerateFiles(folder.At("")));

    private static bool Holds(string place, string secret)
    {
        try
        {
            return File.ReadAllBytes(place).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // it went while we looked
        }
    }
}
