using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>sudo with a password, by the lab's real sudo.</summary>
public abstract class SudoPasswordContract(ConnectionFactory open)
{
    private const string Password = "tr\u00fcb & $(x) '\"\\ 1";

    [Theory]
    [InlineData("NAME ALL=(ALL) ALL")]
    [InlineData("Defaults:NAME lecture=always\nNAME ALL=(ALL) ALL")]
    [InlineData("Defaults:NAME use_pty\nNAME ALL=(ALL) ALL")]
    [InlineData("Defaults:NAME use_pty, log_input, log_output\nNAME ALL=(ALL) ALL")]
    [InlineData("Defaults:NAME !passprompt_override\nNAME ALL=(ALL) ALL")]
    [InlineData("Defaults:NAME insults, passwd_tries=1\nNAME ALL=(ALL) ALL")]
    public async Task The_right_password_makes_root(string sudoers)
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync(sudoers);
        foreach (var elevation in new[] { Elevation.Required, Elevation.IfPossible })
        {
            var result = await RunAsync(account, Password, elevation);
            Assert.Equal(("0\n", "it's", true), (result.Sections["id"].OutputText, result.Sections["arg"].OutputText, result.IsElevated));
            Assert.NotEqual("", result.Sections["from"].OutputText.Trim());
        }

        var log = await account.SudoLogAsync();
        Assert.DoesNotContain(log, line => line.Contains("failure") || line.Contains("incorrect") || line.Contains(Password));
    }

    [Theory]
    [InlineData("NAME ALL=(ALL) NOPASSWD: ALL")]
    [InlineData("Defaults:NAME timestamp_type=global\nNAME ALL=(ALL) ALL")]
    public async Task Where_sudo_does_not_ask_the_password_is_never_sent(string sudoers)
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync(sudoers);
        if (sudoers.Contains("timestamp"))
            await RunAsync(account, Password, Elevation.Required); // leaves a ticket

        // A password that is wrong would be noticed; the bytes sent are the same, however long it is.
        var sent = (await RunAsync(account, "wrong", Elevation.Required)).BytesSent;
        Assert.Equal(sent, (await RunAsync(account, new string('x', 200), Elevation.Required)).BytesSent);
        Assert.DoesNotContain(await account.SudoLogAsync(), line => line.Contains("failure"));
    }

    [Theory]
    [InlineData("NAME ALL=(ALL) ALL", Elevation.Required)]
    [InlineData("NAME ALL=(ALL) ALL", Elevation.IfPossible)]
    [InlineData("Defaults:NAME lecture=always\nNAME ALL=(ALL) ALL", Elevation.Required)]
    [InlineData("Defaults:NAME passwd_tries=1\nNAME ALL=(ALL) ALL", Elevation.IfPossible)]
    [InlineData("Defaults:NAME targetpw\nNAME ALL=(ALL) ALL", Elevation.IfPossible)]
    [InlineData("Defaults:NAME rootpw, use_pty\nNAME ALL=(ALL) ALL", Elevation.Required)]
    public async Task A_wrong_password_is_one_failed_attempt(string sudoers, Elevation elevation)
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync(sudoers);
        var error = await FailsAsync(account, "no secret of mine", elevation);
        Assert.Contains("-SudoCredential", error.Remedy);
        Assert.DoesNotContain("lecture", error.Message);
        var log = await account.SudoLogAsync();
        Assert.Single(log, line => line.Contains("authentication failure"));
        Assert.InRange(log.Length, 1, 2);
        Assert.DoesNotContain(log, line => line.Contains("secret of mine"));
    }

    [Theory]
    [InlineData("Defaults:NAME requiretty\nNAME ALL=(ALL) ALL", true, "tty", "requiretty")]
    [InlineData("NAME ALL=(ALL) ALL", false, "a password is required", "-SudoCredential")]
    [InlineData("NAME ALL=(ALL) /bin/true", true, "not allowed", "sudoers")]
    [InlineData("# nothing", true, "not in the sudoers", "sudoers")]
    public async Task A_refusal_comes_with_sudos_reason(string sudoers, bool hasPassword, string reason, string remedy)
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync(sudoers);
        var error = await FailsAsync(account, hasPassword ? Password : null, Elevation.Required);
        Assert.Contains(reason, error.Message);
        Assert.Contains(remedy, error.Remedy);
        Assert.InRange((await account.SudoLogAsync()).Length, 0, 2);
    }

    [Theory]
    [InlineData("Defaults:NAME requiretty\nNAME ALL=(ALL) ALL")]
    [InlineData("# nothing")]
    public async Task Where_the_user_will_do_a_refusal_is_no_error(string sudoers)
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync(sudoers);
        var result = await RunAsync(account, Password, Elevation.IfPossible);
        Assert.False(result.IsElevated);
        Assert.NotEqual("0\n", result.Sections["id"].OutputText);
    }

    [Fact]
    public async Task Without_sudo_the_error_says_so()
    {
        await using var account = await LabAccount.CreateAsync(Password, "photon5");
        var error = await FailsAsync(account, Password, Elevation.Required);
        Assert.Contains("not found", error.Message);
        Assert.Contains("install sudo", error.Remedy);
        Assert.False((await RunAsync(account, Password, Elevation.IfPossible)).IsElevated);
    }

    [Fact]
    public async Task Another_prompt_than_sudos_ends_with_the_time_limit()
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync("Defaults:NAME pam_service=sudo-asks, !passprompt_override\nNAME ALL=(ALL) ALL");
        var error = await FailsAsync(account, Password, Elevation.IfPossible, seconds: 3);
        Assert.Contains("Password required for", error.Message);
        Assert.Contains("sudo was not done within", error.Message);
    }

    [Fact]
    public async Task A_second_question_after_the_right_password_is_not_answered()
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync("Defaults:NAME pam_service=sudo-asks-twice\nNAME ALL=(ALL) ALL");
        await FailsAsync(account, Password, Elevation.IfPossible);
    }

    [Fact]
    public async Task Cancelled_while_sudo_asks()
    {
        await using var account = await LabAccount.CreateAsync(Password);
        await account.AllowSudoAsync("Defaults:NAME pam_service=sudo-asks, !passprompt_override\nNAME ALL=(ALL) ALL");
        using var cancel = new CancellationTokenSource();
        using var connection = Connect(account, Password);
        var running = connection.RunAsync(Script(Elevation.Required), TimeSpan.FromSeconds(60), cancel.Token);
        var tree = await RemoteTree.FindAsync($"sshd: {account.Name}@", "sshd", below: "sudo");
        await Expect.WithinAsync(2, async () =>
        {
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        });
        await tree.GoneAsync(2, connection);
        Assert.InRange((await account.SudoLogAsync()).Length, 0, 2);
    }

    private static RemoteScript Script(Elevation elevation) =>
        new("who", "section id id -u; section arg printf %s \"$1\"; section from printf %s \"$SSH_CONNECTION\"", "it's") { Elevation = elevation };

    private IHostConnection Connect(LabAccount account, string? password) => open(account.Target, LabLogin.Settings(sudoPassword: password));

    private async Task<ScriptResult> RunAsync(LabAccount account, string password, Elevation elevation)
    {
        using var connection = Connect(account, password);
        return await connection.RunAsync(Script(elevation), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private async Task<HostConnectionException> FailsAsync(LabAccount account, string? password, Elevation elevation, double seconds = 20)
    {
        using var connection = Connect(account, password);
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => connection.RunAsync(Script(elevation), TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken));
        Assert.Equal(ConnectionFailure.ElevationFailed, error.Failure);
        Assert.DoesNotContain("@@", error.Message);
        Assert.DoesNotContain(password ?? "\0", error.ToString());
        return error;
    }
}
