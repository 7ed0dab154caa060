using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Passwords for ssh: who may ask, and what becomes of the helper.</summary>
public sealed class AskpassTests : IDisposable
{
    private const string Secret = "hop'less s3cret";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("OpenSSH_8.3p1", false, "8.4")]
    [InlineData("OpenSSH_for_Windows_8.1p1, LibreSSL 3.0.2", false, "8.4")]
    [InlineData("OpenSSH_8.4p1", true, "8.5")] // a server could imitate the question for the passphrase
    public async Task A_client_that_is_too_old_is_told_before_the_host_is_contacted(string version, bool both, string needed)
    {
        var client = folder.Script("ssh", $"case $1 in -V) echo '{version}' >&2;; *) touch {folder.At("started")};; esac");
        using var connection = new OpenSshConnection(new HostTarget("web1", "web1"), new ConnectionSettings
        {
            SshClientPath = client,
            Password = new NetworkCredential("", Secret).SecurePassword,
            KeyFilePath = both ? folder.At("key") : null,
            KeyPassphrase = both ? new NetworkCredential("", "other").SecurePassword : null,
        });
        var error = await connection.FailsAsync(ConnectionFailure.TransportUnavailable);
        Assert.Contains(version, error.Message);
        Assert.Contains($"version {needed} or newer", error.Message);
        Assert.Contains("-Transport SshNet", error.Remedy);
        Assert.False(File.Exists(folder.At("started")));
    }

    [Theory]
    [InlineData("(root@web1) Password: ", "Password")]
    [InlineData("root@web1's password: ", "Password")]
    [InlineData("Password: ", "Password")] // before 8.5
    [InlineData("Enter passphrase for key '/home/me/.ssh/id_rsa': ", "Skip")]
    [InlineData("Enter PIN for 'card': ", "Refuse")]
    [InlineData("Are you sure you want to continue connecting (yes/no/[fingerprint])? ", "Refuse")]
    [InlineData("Please type 'yes', 'no' or the fingerprint: ", "Refuse")]
    [InlineData("Allow shared connection to web1? ", "Refuse")]
    public void What_gets_the_password(string prompt, string verdict) =>
        Assert.Equal(verdict, Dialogue(password: Secret).Decide(new AskpassQuestion(1, "secret", prompt), 1).ToString());

    [Theory]
    [InlineData("Enter passphrase for key '/keys/a b': ", "Passphrase")]
    [InlineData("Enter passphrase for key '/keys/other': ", "Skip")]
    [InlineData("(root@web1) Enter passphrase for key '/keys/a b': ", "Refuse")]
    [InlineData("root@web1's password: ", "Refuse")]
    public void What_gets_the_passphrase(string prompt, string verdict) =>
        Assert.Equal(verdict, Dialogue(passphrase: Secret).Decide(new AskpassQuestion(1, "secret", prompt), 1).ToString());

    [Fact]
    public void Nothing_is_answered_twice_nor_to_others_nor_to_a_confirmation()
    {
        var dialogue = Dialogue(Secret, Secret);
        Assert.Equal(AskpassVerdict.Refuse, dialogue.Decide(new AskpassQuestion(2, "secret", "root@web1's password: "), 1));
        Assert.Equal(AskpassVerdict.Passphrase, dialogue.Decide(new AskpassQuestion(1, "secret", "Enter passphrase for key '/keys/a b': "), 1));
        Assert.Equal(AskpassVerdict.Skip, dialogue.Decide(new AskpassQuestion(1, "secret", "Enter passphrase for key '/keys/a b': "), 1));
        Assert.Equal(AskpassVerdict.Refuse, dialogue.Decide(new AskpassQuestion(1, "confirm", "Password? "), 1));
        Assert.Equal(AskpassVerdict.Password, dialogue.Decide(new AskpassQuestion(1, "secret", "Password: "), 1));
        Assert.Equal(AskpassVerdict.Refuse, dialogue.Decide(new AskpassQuestion(1, "secret", "Password: "), 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_jump_host_does_not_get_the_password_of_the_target(bool ownCommand)
    {
        // The same password would open the hop: it must not even be tried.
        await using var account = await LabAccount.CreateAsync(Secret);
        var hop = Lab.Host("debian").Address;
        var config = ownCommand ? $"ProxyCommand ssh -F none -o UserKnownHostsFile={Lab.KnownHosts} -o PubkeyAuthentication=no -W %h:%p {account.Name}@{hop}\n" : "";
        using var connection = new OpenSshConnection(new HostTarget("photon5", Lab.Host("photon5").Address, null, "root"), Settings(Secret, config, ownCommand ? [] : [HostTarget.Parse(account.Name + "@" + hop)]));
        var error = await connection.FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains(ownCommand ? $"asks '{account.Name}@{hop}'s password:', and -Credential is for the host itself" : "Permission denied", error.Message);
        Assert.Equal(0, await account.FailedLoginsAsync());
    }

    [Fact]
    public async Task The_target_behind_a_jump_host_gets_its_password()
    {
        await using var account = await LabAccount.CreateAsync(Secret);
        var config = $"IdentityFile {Lab.KeyFile}\n"; // for the hop: the target is not to be shown a key
        using var connection = new OpenSshConnection(LabLogin.Debian(account.Name), Settings(Secret, config, [HostTarget.Parse("bashuser@" + Lab.Host("debian").Address)]));
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Fact]
    public async Task A_device_that_is_refused_at_once_leaves_the_method_password()
    {
        await using var account = await LabAccount.CreateAsync(Secret);
        // Without PAM there is no device that could ask.
        await using var server = await ExtraSshd.StartAsync("UsePAM=no", "KbdInteractiveAuthentication=yes", "PasswordAuthentication=yes");
        using var connection = new OpenSshConnection(server.Target(account.Name), Settings(Secret, knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Fact]
    public async Task Forty_hosts_at_once_leave_no_folder_and_no_process()
    {
        await using var account = await LabAccount.CreateAsync(Secret);
        using var connection = new OpenSshConnection(LabLogin.Debian(account.Name), Settings(Secret));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () => Assert.Equal(i, (await connection.RunAsync("exit $1", i.ToString())).ExitCode))));
        Assert.DoesNotContain(ProcessTable.All(), process => process.Name == "ask" && !process.IsRemote && process.Arguments.Contains(account.Name));
        await Eventually.NoneAsync(() => OwnProcess.Threads().Where(name => name.Contains("quest")).ToArray(), 5);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_ssh_asks_leaves_nothing()
    {
        var client = folder.Script("ssh", "case $1 in -V) echo OpenSSH_9.9p9 >&2; exit;; esac\necho \"$SSH_ASKPASS\" >" + folder.At("helper.tmp") + " && mv " + folder.At("helper.tmp") + " " + folder.At("helper") + "\nexec sleep 60");
        using var cancel = new CancellationTokenSource();
        using var connection = new OpenSshConnection(new HostTarget("fake", "fake"), new ConnectionSettings { SshClientPath = client, Password = new NetworkCredential("", Secret).SecurePassword });
        var running = connection.RunAsync(new RemoteScript("test.sh", ":"), null, cancel.Token);
        var helper = await Eventually.GetAsync(() => File.Exists(folder.At("helper")) ? File.ReadAllText(folder.At("helper")).Trim() : null, "ssh");
        var room = Path.GetDirectoryName(helper)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(room));
        var (_, output) = await Program.RunAsync("sh", "-c", "\"$1\" \"root@fake's password: \"; exit 1", "sh", helper); // another process asks
        Assert.DoesNotContain(Secret, output);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(Directory.Exists(room));
    }

    [Fact]
    public async Task An_ssh_that_asks_after_we_were_killed_is_ended()
    {
        var helper = folder.Script("ask", RemoteScript.Embedded("askpass.sh"));
        await Program.OutputAsync("mkfifo", folder.At("question"), folder.At("answer")); // and nobody at their other end
        await Expect.WithinAsync(5, async () =>
        {
            var (code, output) = await Program.RunAsync("sh", "-c", "\"$1\" \"root@fake's password: \"; echo survived", "sh", helper);
            Assert.Equal((137, ""), (code, output)); // an empty answer would have been sent as a password
        });
    }

    private static AskpassDialogue Dialogue(string? password = null, string? passphrase = null) => new(new ConnectionSettings
    {
        Password = password is null ? null : new NetworkCredential("", password).SecurePassword,
        KeyPassphrase = passphrase is null ? null : new NetworkCredential("", passphrase).SecurePassword,
        KeyFilePath = passphrase is null ? null : "/keys/a b",
    });

    private ConnectionSettings Settings(string password, string config = "", HostTarget[]? jumps = null, string? knownHosts = null) => new()
    {
        KnownHostsFile = knownHosts ?? Lab.KnownHosts,
        SshConfigFile = folder.Write("config", ClientConfig.QuickLines + config),
        JumpHosts = jumps ?? [],
        Password = new NetworkCredential("", password).SecurePassword,
    };
}
