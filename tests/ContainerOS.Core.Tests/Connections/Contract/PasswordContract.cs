using System;
using System.Linq;
using System.Net;
using System.Security;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Logins with a password: by the method password, by keyboard-interactive, wrong ones, expired ones.</summary>
public abstract class PasswordContract(ConnectionFactory open) : IDisposable
{
    private const string Interactive = "KbdInteractiveAuthentication=yes";
    private readonly TempFolder folder = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("PasswordAuthentication=yes", "KbdInteractiveAuthentication=no")]
    [InlineData("PasswordAuthentication=no", Interactive)]
    [InlineData("PasswordAuthentication=yes", Interactive)]
    [InlineData("AuthenticationMethods=publickey,password", "KbdInteractiveAuthentication=no")]
    [InlineData("AuthenticationMethods=publickey,keyboard-interactive", Interactive)]
    public async Task A_password_gets_in(params string[] options)
    {
        await using var account = await LabAccount.CreateAsync("right");
        await using var server = await ExtraSshd.StartAsync(["UsePAM=yes", .. options]);
        using var connection = Open(server, account.Name, "right", key: options[0].Contains("publickey") ? Lab.KeyFile : null);
        Assert.Equal(4, (await connection.RunAsync("exit 4")).ExitCode);
    }

    [Theory]
    [InlineData("PasswordAuthentication=yes", "KbdInteractiveAuthentication=no")]
    [InlineData("PasswordAuthentication=no", Interactive)]
    [InlineData("PasswordAuthentication=yes", Interactive)]
    public async Task A_wrong_password_costs_one_failed_login_and_is_told_nowhere(params string[] options)
    {
        const string Wrong = "s3cret wrong one";
        await using var account = await LabAccount.CreateAsync("right");
        await using var server = await ExtraSshd.StartAsync(["UsePAM=yes", .. options]);
        using var connection = Open(server, account.Name, Wrong);
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains($"'{account.Name}'", error.Message);
        Assert.Contains(options.Contains(Interactive) ? "keyboard-interactive" : "password", error.Message);
        Assert.DoesNotContain(Wrong, error + error.Remedy);
        Assert.Equal(1, await account.FailedLoginsAsync());
    }

    [Theory]
    [InlineData("two words 'and' \"quotes\" $HOME `id` \\n !")]
    [InlineData("üñï→😀")]
    [InlineData(" leading and trailing ")]
    [InlineData("-n -e -- %s%n *")]
    [InlineData("back\\slashes\\\\ \\101 at the end\\")]
    [InlineData("long")]
    public async Task Any_password_arrives_as_it_is(string password)
    {
        if (password == "long")
            password = string.Concat(Enumerable.Repeat("0123456789", 20));
        await using var account = await LabAccount.CreateAsync(password);
        foreach (var options in new[] { "KbdInteractiveAuthentication=no", Interactive })
        {
            await using var server = await ExtraSshd.StartAsync("UsePAM=yes", options);
            using var connection = Open(server, account.Name, password);
            Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
        }
    }

    [Theory]
    [InlineData("KbdInteractiveAuthentication=no")]
    [InlineData(Interactive)]
    public async Task An_expired_password_is_told_and_stays(string options)
    {
        await using var account = await LabAccount.CreateAsync("old one");
        await account.ExpireAsync();
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", options);
        using var connection = Open(server, account.Name, "old one");
        var error = await connection.FailsAsync(ConnectionFailure.PasswordExpired);
        Assert.Contains($"'{account.Name}'", error.Message);
    }

    private IHostConnection Open(ExtraSshd server, string user, string password, string? key = null) => open(server.Target(user), new ConnectionSettings
    {
        KnownHostsFile = folder.Write("known_hosts", server.KnownHostsLine),
        KeyFilePath = key,
        SshConfigFile = ClientConfig.Quick,
        Password = Secure(password),
    });

    private static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;
}
