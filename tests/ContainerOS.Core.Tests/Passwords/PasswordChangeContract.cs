using System;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>Changes on a real host with pam_pwquality: within the login, in a terminal, with passwd.</summary>
public abstract class PasswordChangeContract(Func<HostTarget, ConnectionSettings, IPasswordChanger> open) : IDisposable
{
    private const string Interactive = "KbdInteractiveAuthentication=yes";
    private const string PasswordOnly = "KbdInteractiveAuthentication=no";
    private const string Old = "Old-pass-word-1";
    private const string New = "Brand-new-9981!";
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(Interactive, true)]
    [InlineData(Interactive, false)]
    [InlineData(PasswordOnly, true)]
    [InlineData(PasswordOnly, false)]
    public async Task A_password_is_changed(string option, bool expired)
    {
        await using var account = await AccountAsync(expired);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", option);
        var dialogue = Dialogue(Old, New);
        using var changer = Open(server.Target(account.Name), server, Old);
        await changer.ChangeAsync(dialogue, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((true, expired), (dialogue.IsChanged, dialogue.IsForced));
        Assert.True(await account.HasPasswordAsync(New));
        Assert.Equal(0, await account.FailedLoginsAsync());
    }

    [Theory]
    [InlineData(Interactive, true)]
    [InlineData(Interactive, false)]
    [InlineData(PasswordOnly, true)]
    [InlineData(PasswordOnly, false)]
    public async Task A_refusal_has_the_hosts_reason_and_the_old_password_stays(string option, bool expired)
    {
        await using var account = await AccountAsync(expired);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", option);
        using var changer = Open(server.Target(account.Name), server, Old);
        var error = await FailsAsync(changer, Dialogue(Old, "Sh0rt!"), ConnectionFailure.PasswordRefused);
        Assert.Contains("BAD PASSWORD: The password is shorter than 8 characters", error.Message);
        Assert.Contains("still valid", error.Remedy);
        Assert.DoesNotContain("Sh0rt!", error.ToString());
        Assert.True(await account.HasPasswordAsync(Old));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_key_the_host_asks_for_the_current_password(bool expired)
    {
        await using var account = await AccountAsync(expired);
        using var changer = Open(LabLogin.Debian(account.Name), null, null);
        var wrong = await FailsAsync(changer, Dialogue("Wrong-one-11", New), ConnectionFailure.AuthenticationFailed);
        Assert.Contains("current password", wrong.Message);
        var none = await FailsAsync(changer, Dialogue(null, New), ConnectionFailure.UnexpectedPrompt);
        Assert.Contains("-CurrentPassword", none.Remedy);
        Assert.True(await account.HasPasswordAsync(Old));

        var dialogue = Dialogue(Old, New);
        await changer.ChangeAsync(dialogue, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((true, expired), (dialogue.IsChanged, dialogue.IsForced));
        Assert.True(await account.HasPasswordAsync(New));
    }

    [Theory]
    [InlineData("two words 'and' \"quotes\" $HOME `id` \\n !")]
    [InlineData("Üñï→😀 -passwort")]
    [InlineData(" leading and trailing: ")]
    [InlineData("long")]
    public async Task Any_password_arrives_as_it_is(string password)
    {
        if (password == "long")
            password = string.Concat(Enumerable.Repeat("Aa0-efghij", 20));
        foreach (var option in new[] { Interactive, PasswordOnly })
        {
            foreach (var expired in new[] { true, false })
            {
                await using var account = await AccountAsync(expired);
                await using var server = await ExtraSshd.StartAsync("UsePAM=yes", option);
                using var changer = Open(server.Target(account.Name), server, Old);
                await changer.ChangeAsync(Dialogue(Old, password), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                Assert.True(await account.HasPasswordAsync(password), option + " " + expired);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_session_of_root_goes_on_after_the_change(bool byKey)
    {
        await using var account = await AccountAsync(expired: true);
        await account.PrepareAsync("""
            n=0 # another account may have had the number, and still be logging out
            until usermod -o -u 0 -g 0 "$1" 2>/dev/null; do n=$((n + 1)); [ $n -lt 100 ] || exit 1; sleep 0.1; done
            chown -R 0:0 "/home/$1"
            """);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", PasswordOnly, "PermitRootLogin=yes");
        using var changer = Open(server.Target(account.Name), server, byKey ? null : Old);
        var dialogue = Dialogue(Old, New);
        await changer.ChangeAsync(dialogue, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((true, true), (dialogue.IsRetyped, dialogue.IsForced)); // nothing says that it is changed
        Assert.True(await account.HasPasswordAsync(New));
    }

    [Fact]
    public async Task A_wrong_password_costs_one_failed_login()
    {
        await using var account = await AccountAsync(expired: true);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", Interactive);
        using var changer = Open(server.Target(account.Name), server, "Wrong-one-11");
        await FailsAsync(changer, Dialogue("Wrong-one-11", New), ConnectionFailure.AuthenticationFailed);
        Assert.Equal(1, await account.FailedLoginsAsync());
    }

    [Fact]
    public async Task A_password_that_was_changed_too_recently()
    {
        await using var account = await AccountAsync(expired: false);
        await account.PrepareAsync("chage -d \"$(date +%F)\" -m 5 \"$1\"");
        using var changer = Open(LabLogin.Debian(account.Name), null, null);
        var error = await FailsAsync(changer, Dialogue(Old, New), ConnectionFailure.PasswordRefused);
        Assert.Contains("You must wait longer", error.Message);
    }

    [Theory]
    [InlineData("echo Enter your token:; read x")]
    [InlineData("printf 'New password: '; read x; echo $x")]
    public async Task A_host_that_runs_something_else_is_told_no_secret(string program)
    {
        await using var account = await AccountAsync(expired: false);
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", $"ForceCommand=exec timeout 2 sh -c \"{program}\"");
        using var changer = Open(server.Target(account.Name), server, null);
        var dialogue = Dialogue(Old, New);
        await FailsAsync(changer, dialogue, ConnectionFailure.ShellUnavailable);
        Assert.False(dialogue.IsBegun);
    }

    [Theory]
    [InlineData("nologin", ConnectionFailure.ShellUnavailable)]
    [InlineData("pwonly", ConnectionFailure.AuthenticationFailed)]
    public async Task Accounts_that_cannot_be_used(string account, ConnectionFailure failure)
    {
        using var changer = Open(LabLogin.Debian(account), null, null);
        await FailsAsync(changer, Dialogue(Old, New), failure);
    }

    private static async Task<LabAccount> AccountAsync(bool expired)
    {
        var account = await LabAccount.CreateAsync(Old);
        if (expired)
            await account.ExpireAsync();
        return account;
    }

    private static ChangeDialogue Dialogue(string? current, string next) => new(current is null ? null : Secrets.Of(current), Secrets.Of(next));

    // With the lab's key where no password is given.
    private IPasswordChanger Open(HostTarget target, ExtraSshd? server, string? password) => open(target, new ConnectionSettings
    {
        KnownHostsFile = server is null ? Lab.KnownHosts : folder.Write("known_hosts", server.KnownHostsLine),
        KeyFilePath = password is null ? Lab.KeyFile : null,
        Password = password is null ? null : Secrets.Of(password),
        SshConfigFile = ClientConfig.Quick,
    });

    private static async Task<HostConnectionException> FailsAsync(IPasswordChanger changer, ChangeDialogue dialogue, ConnectionFailure expected)
    {
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => changer.ChangeAsync(dialogue, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.True(expected == error.Failure, $"{expected} expected, got {error.Failure}: {error.Message} / {error.Remedy}");
        Assert.False(dialogue.IsChanged);
        return error;
    }
}
