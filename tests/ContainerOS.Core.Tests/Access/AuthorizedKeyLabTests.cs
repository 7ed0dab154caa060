using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access.Keys;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Passwords;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Changing;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Access;

/// <summary>Keys of accounts of real hosts: added, removed, refused and put back.</summary>
public sealed class AuthorizedKeyLabTests(KeyLab lab) : IClassFixture<KeyLab>
{
    private const string Line = AccessHost.Key + " it's one";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Accounts => new() { { "photon5", "root" }, { "flatcar", "core" }, { "rancheros", "rancher" }, { "debian", "debian" }, { "debian", "bashuser" } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Keys_come_and_go_and_all_else_stays(string kind, string account)
    {
        var home = account == "root" ? "/root" : "/home/" + account;
        var before = await StateAsync(kind, home);
        Assert.Equal((true, false, 2), await RunAsync(kind, Add(account)) is var added ? (added.Changed, added.Verified, added.After.Count) : default);
        Assert.Equal(before.Content + Line + "\n", (await StateAsync(kind, home)).Content);
        Assert.False((await RunAsync(kind, Add(account))).Changed);

        var removed = await RunAsync(kind, Remove(account));
        Assert.Equal((true, true, true), (removed.Changed, removed.Verified, removed.SurvivesReboot));
        Assert.Equal(before, await StateAsync(kind, home));
        Assert.False((await RunAsync(kind, Remove(account))).Changed);
    }

    [Fact]
    public async Task Container_Linux_has_the_key_in_a_set_too()
    {
        await RunAsync("flatcar", Add("core"));
        Assert.Equal(Line + "\n", await RootAsync("flatcar", "cat /home/core/.ssh/authorized_keys.d/containeros"));
        Assert.Equal(2, (await RunAsync("flatcar", Remove("core"))).File.Count);
        Assert.Equal("", await RootAsync("flatcar", "cat /home/core/.ssh/authorized_keys.d/containeros"));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made_as_the_account()
    {
        await RootAsync("debian", "rm -rf /home/zshuser/.ssh");
        await RunAsync("debian", Add("zshuser"));
        Assert.Equal("zshuser 700\nzshuser 600\n", await RootAsync("debian", "stat -c '%U %a' /home/zshuser/.ssh /home/zshuser/.ssh/authorized_keys"));
    }

    [Theory]
    [InlineData("rancheros", "docker")] // no su
    [InlineData("debian", "busyboxuser")]
    public async Task A_new_password_may_come_with_a_key(string kind, string account)
    {
        var before = await StateAsync(kind, "/home/" + account);
        var (target, login) = Host(kind);
        using var connection = login.Open(target);
        Assert.Equal(1, await AuthorizedKeysFile.AddAsync(connection, account, [AuthorizedKey.Parse(Line)], Limit, Token));
        Assert.Equal(before with { Content = before.Content + Line + "\n" }, await StateAsync(kind, "/home/" + account)); // still the account's own
        Assert.Equal(0, await AuthorizedKeysFile.AddAsync(connection, account, [AuthorizedKey.Parse(Line)], Limit, Token));
        await RunAsync(kind, Remove(account));
        Assert.Equal(before, await StateAsync(kind, "/home/" + account));
    }

    [Fact]
    public async Task The_last_way_in_is_not_taken_away()
    {
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => RunAsync("debian", new AuthorizedKeyRequest("dashuser") { Removes = _ => true }));
        Assert.Equal(ConnectionFailure.WouldLockOut, refused.Failure);
        Assert.Contains("nobody would get in to 'dashuser' any more", refused.Message);
        Assert.True((await RunAsync("debian", new AuthorizedKeyRequest("dashuser") { Removes = _ => true, Force = true })).Changed);
        Assert.Equal("", (await StateAsync("debian", "/home/dashuser")).Content);
    }

    [Fact]
    public async Task The_key_that_the_operator_logs_in_with_stays()
    {
        var only = new AuthorizedKeyRequest("root") { Add = [AuthorizedKey.Parse(Line)], Removes = line => line.Fingerprint != AccessHost.Fingerprint };
        var before = await StateAsync("photon5", "/root");
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => RunAsync("photon5", only));
        Assert.Equal(ConnectionFailure.WouldLockOut, refused.Failure);
        Assert.Contains("the key that you log in with", refused.Message);
        Assert.Equal(before, await StateAsync("photon5", "/root"));
    }

    [Fact]
    public async Task A_login_that_does_not_work_puts_the_keys_back()
    {
        await RunAsync("photon5", Add("root"));
        var before = await StateAsync("photon5", "/root");
        var unproved = Remove("root") with { Verify = new VerifyLogin("nobody") { Password = new NetworkCredential("", "wrong").SecurePassword } };
        Assert.Equal(ConnectionFailure.RolledBack, (await Assert.ThrowsAsync<HostConnectionException>(() => RunAsync("photon5", unproved))).Failure);
        Assert.Equal(before, await StateAsync("photon5", "/root"));
        await RunAsync("photon5", Remove("root"));
    }

    [Fact]
    public async Task A_link_of_the_account_leads_root_nowhere()
    {
        var root = await StateAsync("debian", "/root");
        await RootAsync("debian", "rm -rf /home/tcshuser/.ssh && ln -s /root/.ssh /home/tcshuser/.ssh");
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => RunAsync("debian", Add("tcshuser")));
        Assert.Contains("nothing was changed", refused.Message);
        Assert.Equal(root, await StateAsync("debian", "/root"));
    }

    [Fact]
    public async Task A_link_of_the_account_shows_nothing_that_only_root_may_read()
    {
        await RootAsync("debian", "ln -sf /etc/shadow /home/noisy/.ssh/authorized_keys");
        var (target, login) = Host("debian");
        using var connection = login.Open(target);
        var result = await connection.RunAsync(AuthorizedKeyProbe.Script(["noisy"], Elevation.Required), Limit, Token);
        Assert.DoesNotContain(result.Sections.Values, section => section.OutputText.Contains("root:*"));
        Assert.Equal("/home/noisy/.ssh/authorized_keys could not be read", Assert.Single(await AuthorizedKeyProbe.RunAsync(connection, ["noisy"], elevate: true, Limit, Token)).Note);
    }

    [Theory]
    [InlineData("mv ~/.ssh /var/keys && ln -s /var/keys ~/.ssh", null)] // root's own link
    [InlineData("mkdir -m 777 /var/keys && mv ~/.ssh /var/keys/ssh && ln -s /var/keys/ssh ~/.ssh", "/var/keys may be written by others")]
    [InlineData("mv ~/.ssh /var/keys && chown sudoer /var/keys && ln -s /var/keys ~/.ssh", "/var/keys belongs to sudoer")]
    [InlineData("chown sudoer ~/.ssh", "/root/.ssh belongs to sudoer")]
    [InlineData("rm ~/.ssh/authorized_keys && ln -s /nowhere/x ~/.ssh/authorized_keys", "/root/.ssh/authorized_keys could not be read")]
    [InlineData("rm ~/.ssh/authorized_keys && mkfifo ~/.ssh/authorized_keys", "/root/.ssh/authorized_keys could not be read")]
    [InlineData("ln -s . ~/.ssh/self && echo 'AuthorizedKeysFile .ssh/self/self/authorized_keys' >/etc/ssh/sshd_config.d/own.conf", null)]
    public async Task Folders_of_root_that_are_elsewhere_or_somebody_elses(string prepare, string? refusal)
    {
        await RootAsync("debian", "cp -a /root/.ssh /root/kept");
        try
        {
            await RootAsync("debian", "cd; " + prepare);
            if (refusal is null)
                Assert.EndsWith(Line + "\n", await RunAsync("debian", Add("root")) is { Changed: true, Warnings.Count: 0 } ? (await StateAsync("debian", "/root")).Content : "");
            else
                Assert.Contains("nothing was changed: " + refusal, (await Assert.ThrowsAsync<HostConnectionException>(() => RunAsync("debian", Add("root")))).Message);
        }
        finally
        {
            await RootAsync("debian", "rm -rf /root/.ssh /var/keys /etc/ssh/sshd_config.d/own.conf; mv /root/kept /root/.ssh");
        }
    }

    [Fact]
    public async Task A_file_that_sshd_does_not_read_is_told()
    {
        await RootAsync("debian", "chmod 666 /home/nologin/.ssh/authorized_keys");
        Assert.Contains("may be written by others, so sshd (StrictModes) does not read it", Assert.Single((await RunAsync("debian", Add("nologin"))).Warnings));
    }

    [Fact]
    public async Task What_changed_since_the_plan_is_left_alone()
    {
        await lab.StartAsync();
        var (target, login) = Host("debian");
        var operation = new AuthorizedKeyOperation(Add("fishuser"), Limit);
        using var connection = login.Open(target);
        var plan = await operation.PlanAsync(target, connection, login, Token);
        await RootAsync("debian", "echo '# meanwhile' >>/home/fishuser/.ssh/authorized_keys");
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => operation.ApplyAsync(plan, connection, login, ChangeAuthor.Current(null), Token));
        Assert.Contains("is not what it was when the change was planned", refused.Message);
        Assert.EndsWith("# meanwhile\n", (await StateAsync("debian", "/home/fishuser")).Content);
    }

    private static AuthorizedKeyRequest Add(string account) => new(account) { Title = "test", Add = [AuthorizedKey.Parse(Line)], RollbackAfter = Limit };

    private static AuthorizedKeyRequest Remove(string account) => new(account) { Title = "test", Removes = line => line.Fingerprint == AccessHost.Fingerprint, RollbackAfter = Limit };

    private async Task<AuthorizedKeyChange> RunAsync(string kind, AuthorizedKeyRequest request)
    {
        await lab.StartAsync();
        var (target, login) = Host(kind);
        var operation = new AuthorizedKeyOperation(request, Limit);
        using var connection = login.Open(target);
        var plan = await operation.PlanAsync(target, connection, login, Token);
        return plan.HasChanges ? await operation.ApplyAsync(plan, connection, login, ChangeAuthor.Current("test"), Token) : operation.Describe(plan, null);
    }

    private (HostTarget Target, TransportChooser Login) Host(string kind) =>
        (lab.Target(kind switch { "flatcar" => "core", "rancheros" => "rancher", "debian" => "debian", _ => "root" }, kind), new TransportChooser(Transport.OpenSsh, lab.Settings(), ""));

    // The file, whose and what it is, and what else is in its folder.
    private async Task<(string Content, string Stat)> StateAsync(string kind, string home)
    {
        var all = await RootAsync(kind, $"cd {home}/.ssh && cat authorized_keys && echo @@ && stat -c '%U %G %a %n' . authorized_keys && ls -A | grep -v '^authorized_keys'; exit 0");
        return (all.Substring(0, all.IndexOf("@@", StringComparison.Ordinal)), all.Substring(all.IndexOf("@@", StringComparison.Ordinal)));
    }

    private async Task<string> RootAsync(string kind, string script)
    {
        await lab.StartAsync();
        var (target, login) = Host(kind);
        using var connection = login.Open(target);
        var result = await connection.RunAsync(new RemoteScript("test.sh", "section test sh -c \"$1\"", script) { Elevation = Elevation.Required }, Limit, Token);
        return result.Sections["test"].OutputText;
    }
}
