using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Set-ContainerOsPassword: first logins, what ends the call before a host is contacted, and that secrets are told nowhere.</summary>
public sealed class PasswordTests(ModuleSession module) : IClassFixture<ModuleSession>, IDisposable
{
    private const string Old = "Old-pass-word-1";
    private const string New = "Brand-new-9981!";
    private readonly string account = "t" + Guid.NewGuid().ToString("N")[..12];

    private static LabHost Host => Lab.Host("debian");

    private string Login => $"-Credential ([pscredential]::new('{account}', {Secure(Old)})) -KnownHostsFile '{Lab.KnownHosts}'";

    public void Dispose() => AsRoot($"userdel -rf {account} 2>/dev/null; exit 0");

    [Fact]
    public void The_story_of_a_fresh_host()
    {
        CreateAccount(expired: true);
        var met = Assert.Single(module.Engine.Run($"Get-ContainerOsInfo {Host.Address} {Login}").Errors);
        Assert.StartsWith("PasswordExpired,", met.FullyQualifiedErrorId);
        Assert.Contains($"Set-ContainerOsPassword {Host.Address}", met.ErrorDetails.Message);

        var refused = Assert.Single(Change("Sh0rt!").Errors);
        Assert.StartsWith("PasswordRefused,", refused.FullyQualifiedErrorId);
        Assert.Contains("BAD PASSWORD", refused.ErrorDetails.Message);

        var change = (PasswordChange)Assert.Single(Change(New, $"-AuthorizedKey '{Lab.KeyFile}.pub' -PassThru").Output).BaseObject;
        Assert.Equal((Host.Address, account, account), (change.Address, change.UserName, change.Account));
        Assert.Equal((true, true, true, null, 1), (change.Changed, change.Forced, change.Verified, change.VerificationProblem, change.AuthorizedKeysAdded));
        Assert.Single(module.Run($"Get-ContainerOsInfo {account}@{Host.Address} {ModuleSession.Login}").Output);
    }

    [Fact]
    public void Nothing_is_written_without_PassThru_and_WhatIf_contacts_nobody()
    {
        CreateAccount(expired: false);
        var would = module.Run($"Set-ContainerOsPassword {Host.Address},nosuch.invalid {Login} -NewPassword {Secure(New)} -PassThru -WhatIf");
        Assert.Contains($"change the password of '{account}'", would.HostText);
        Assert.Equal([false, false], would.Output.Select(output => ((PasswordChange)output.BaseObject).Changed));
        Assert.Empty(Change(New).Output);
        Assert.StartsWith("AuthenticationFailed,", Assert.Single(Change(New).Errors).FullyQualifiedErrorId); // the old one is no longer valid
    }

    [Fact]
    public async Task The_secrets_are_told_nowhere()
    {
        CreateAccount(expired: true);
        var seen = new ConcurrentBag<string>();
        using var watching = new CancellationTokenSource();
        var watcher = Task.Run(() => Watch(seen, watching.Token), TestContext.Current.CancellationToken);
        var result = module.Engine.Run($"$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'; Set-ContainerOsPassword {Host.Address} {Login} -NewPassword {Secure(New)} -PassThru -Verbose -Debug");
        watching.Cancel();
        await watcher;
        Assert.Empty(seen);
        Assert.DoesNotContain(New, result.HostText + string.Join(' ', result.Verbose) + string.Join(' ', result.Errors) + module.Engine.Render((System.Collections.Generic.IEnumerable<object>)result.Output));
        var journal = AsRoot("journalctl --sync; journalctl -q -o cat; cat /var/log/* 2>/dev/null; cat /proc/*/environ");
        Assert.DoesNotContain(New, journal);
    }

    [Theory]
    [InlineData("OpenSsh")]
    [InlineData("SshNet")]
    public async Task Stopping_says_what_is_known_of_the_password(string transport)
    {
        CreateAccount(expired: false);
        SlowPasswd("printf 'New password: '; read -r new; echo > ~/reached; exec sleep 30");
        var result = await StopAsync(transport);
        Assert.Contains($"WARNING: {Host.Address}: stopped", result.HostText);
        Assert.Contains($"the host was sent the new value of the password of '{account}': it is unknown whether the host took it. Find out", result.HostText.ReplaceLineEndings(" "));
        Assert.DoesNotContain(New, result.HostText);
    }

    [Theory]
    [InlineData("echo > ~/reached; exec sleep 30", "")] // the new one was not sent
    [InlineData("printf 'New password: '; read -r new; printf 'Retype new password: '; read -r again; echo 'passwd: password updated successfully'; echo > ~/reached; exec sleep 30", "was changed: the new one is valid")]
    public async Task Stopping_before_and_after_the_change(string passwd, string words)
    {
        CreateAccount(expired: false);
        SlowPasswd(passwd);
        var result = await StopAsync("OpenSsh");
        Assert.Contains(words, result.HostText);
        Assert.Equal(words.Length > 0, result.HostText.Contains("stopped after", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_ends_at_the_first_error_says_it_of_the_other_hosts()
    {
        CreateAccount(expired: false);
        SlowPasswd("printf 'New password: '; read -r new; echo > ~/reached; exec sleep 30");
        // The second host comes only when the first has the new password.
        var result = module.Engine.Run($"& {{ '{Host.Address}'; while (-not [IO.File]::Exists('{Reached}')) {{ [Threading.Thread]::Sleep(20) }}; '127.0.0.1:1' }} | Set-ContainerOsPassword {Login} -NewPassword {Secure(New)} -ErrorAction Stop");
        Assert.NotNull(result.Terminating);
        Assert.Contains("it is unknown whether the host took it", result.HostText.ReplaceLineEndings(" "));
    }

    [Theory]
    [InlineData("sudoer", true)]
    [InlineData("root", true)]
    [InlineData("nosudo", false)]
    public void Root_sets_the_password_of_another_account(string login, bool may)
    {
        CreateAccount(expired: false);
        var command = $"Set-ContainerOsPassword {login}@{Host.Address} {ModuleSession.Login} -Account {account} -NewPassword {Secure("It's \"new\" $x `y ü:").Replace("It's", "It''s")} -AuthorizedKey '{Lab.KeyFile}.pub' -PassThru";
        if (!may)
        {
            Assert.StartsWith("ElevationFailed,", Assert.Single(module.Engine.Run(command).Errors).FullyQualifiedErrorId);
            return;
        }

        var change = (PasswordChange)Assert.Single(module.Run(command).Output).BaseObject;
        Assert.Equal((login, account, true, false, true, 1), (change.UserName, change.Account, change.Changed, change.Forced, change.Verified, change.AuthorizedKeysAdded));
        Assert.Single(module.Run($"Get-ContainerOsInfo {account}@{Host.Address} {ModuleSession.Login}").Output);
    }

    [Theory]
    [InlineData("nobody-here", "no such account")]
    [InlineData("locked", "locked")]
    public void Accounts_whose_password_cannot_be_set(string name, string reason)
    {
        CreateAccount(expired: false);
        AsRoot($"passwd -l {account}");
        var result = module.Engine.Run($"Set-ContainerOsPassword root@{Host.Address} {ModuleSession.Login} -Account {(name == "locked" ? account : name)} -NewPassword {Secure(New)}");
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("PasswordNotChanged,", error.FullyQualifiedErrorId);
        Assert.Contains(reason, error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("flatcar")]
    [InlineData("rancheros")]
    [InlineData("cos")]
    public void An_account_that_may_use_sudo_sets_its_own_first_password(string kind)
    {
        var host = Lab.Host(kind);
        var change = (PasswordChange)Assert.Single(module.Run($"Set-ContainerOsPassword {host.User}@{host.Address} {ModuleSession.Login} -Account {host.User} -NewPassword {Secure(New)} -PassThru").Output).BaseObject;
        Assert.Equal((true, false), (change.Changed, change.Forced));
        Assert.Equal(change.Verified, change.VerificationProblem is null);
    }

    [Theory]
    [InlineData("''", "InvalidNewPassword")]
    [InlineData("'Old-pass-word-1'", "InvalidNewPassword")]
    [InlineData("\"two`nlines\"", "InvalidNewPassword")]
    [InlineData("'x' -AuthorizedKey 'ssh-ed25519 AAAAcut'", "InvalidAuthorizedKey")]
    [InlineData("'x' -AuthorizedKey /nowhere/at/all.pub", "InvalidPath")]
    [InlineData("'x' -AuthorizedKey /dev/null", "InvalidAuthorizedKey")]
    public void What_cannot_be_used_ends_the_call(string parameters, string id)
    {
        var result = module.Engine.Run($"function s($text) {{ $s = [securestring]::new(); $text.ToCharArray() | ForEach-Object {{ $s.AppendChar($_) }}; $s }}; $new = {parameters.Split(" -")[0]}; "
            + $"Set-ContainerOsPassword nosuch.invalid -Credential ([pscredential]::new('core', {Secure(Old)})) -NewPassword (s $new) {parameters[parameters.Split(" -")[0].Length..]}");
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    private string Reached => Path.Combine(Host.Root, "home", account, "reached");

    // What sshd starts finds it before the host's own.
    private void SlowPasswd(string afterTheCurrentOne)
    {
        var program = $"#!/bin/sh\nprintf 'Current password: '\nread -r old\n{afterTheCurrentOne}\n";
        AsRoot($"mkdir /home/{account}/bin; echo 'PATH=$HOME/bin:$PATH' >/home/{account}/.bashrc; echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(program))} | base64 -d >/home/{account}/bin/passwd; "
            + $"chmod 755 /home/{account}/bin/passwd; chown -R {account}: /home/{account}");
    }

    private async Task<EngineResult> StopAsync(string transport)
    {
        var run = Task.Run(() => Change(New, "-Transport " + transport), TestContext.Current.CancellationToken);
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (!File.Exists(Reached))
        {
            Assert.False(run.IsCompleted, "the call was over before");
            Assert.True(DateTime.UtcNow < deadline, "the host was not asked within 20 s");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Run(module.Engine.Stop, TestContext.Current.CancellationToken);
        var result = await run;
        Assert.True(result.Stopped);
        return result;
    }

    private static string Secure(string text) => $"([Net.NetworkCredential]::new('', '{text}').SecurePassword)";

    private EngineResult Change(string password, string more = "") => module.Engine.Run($"Set-ContainerOsPassword {Host.Address} {Login} -NewPassword {Secure(password)} {more}");

    private void CreateAccount(bool expired) =>
        AsRoot($"useradd -m -s /bin/bash {account}; echo {account}:{Old} | chpasswd 2>/dev/null; " + (expired ? $"chage -d 0 {account}" : ":"));

    private string AsRoot(string command) =>
        ((CommandResult)module.Run($"Invoke-ContainerOsCommand -Command '{command.Replace("'", "''")}' root@{Host.Address} {ModuleSession.Login}").Output.Single().BaseObject).StdOut.ToString()!;

    // The lab's processes are this machine's as well.
    private static void Watch(ConcurrentBag<string> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsDigit(Path.GetFileName(folder)[0])))
            {
                if (Contents(process + "/cmdline").Contains(New) || Contents(process + "/environ").Contains(New))
                    seen.Add(process);
            }
        }
    }

    private static string Contents(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // it ended
        }
    }
}
