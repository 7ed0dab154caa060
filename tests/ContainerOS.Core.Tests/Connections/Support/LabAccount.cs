using System;
using System.Diagnostics;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>An account of one test on a host of the lab, the plain Debian one unless said otherwise.</summary>
internal sealed class LabAccount : IAsyncDisposable
{
    private readonly string kind;

    private LabAccount(string name, string kind)
    {
        Name = name;
        this.kind = kind;
    }

    public string Name { get; }

    public HostTarget Target => new(kind, Lab.Host(kind).Address, null, Name);

    public static async Task<LabAccount> CreateAsync(string password, string kind = "debian")
    {
        var account = new LabAccount("t" + Guid.NewGuid().ToString("N")[..12], kind);
        await account.AsRootAsync("""
            useradd -m -s /bin/bash "$1" && printf '%s:%s\n' "$1" "$2" | chpasswd
            mkdir -m 700 "/home/$1/.ssh" && cp /root/.ssh/authorized_keys "/home/$1/.ssh/" && chown -R "$1:" "/home/$1/.ssh"
            """, password);
        return account;
    }

    /// <summary>Its password must be changed at the next login.</summary>
    public Task ExpireAsync() => AsRootAsync("chage -d 0 \"$1\"");

    /// <summary>Whether a password is the account's.</summary>
    public async Task<bool> HasPasswordAsync(string password)
    {
        var check = await AsRootAsync("section shadow sh -c 'getent shadow \"$1\"' sh \"$1\"");
        var hash = check.Sections["shadow"].OutputText.Split(':')[1];
        using var process = Process.Start(new ProcessStartInfo("perl", ["-e", "chomp(my $p = <STDIN>); exit(crypt($p, $ARGV[0]) ne $ARGV[0])", hash]) { RedirectStandardInput = true })!;
        await process.StandardInput.WriteAsync(password + "\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    /// <summary>Runs a script as root, with the account's name as its first argument.</summary>
    public Task<ScriptResult> PrepareAsync(string script) => AsRootAsync(script);

    /// <summary>Lets one more key in.</summary>
    public Task AuthorizeAsync(string publicKey) => AsRootAsync("printf '%s\\n' \"$2\" >>\"/home/$1/.ssh/authorized_keys\"", publicKey);

    /// <summary>How often PAM was asked in vain.</summary>
    public async Task<int> FailedLoginsAsync()
    {
        var log = await AsRootAsync("section log sh -c 'journalctl --sync; journalctl -q -o cat | grep -c \"authentication failure;.* user=$1$\"' sh \"$1\"; exit 0");
        return int.Parse(log.Sections["log"].OutputText);
    }

    /// <summary>Puts lines into sudoers for it; NAME stands for its name.</summary>
    public Task AllowSudoAsync(string sudoers = "NAME ALL=(ALL) ALL") =>
        AsRootAsync("printf '%s\\n' \"$2\" >/etc/sudoers.d/\"$1\" && chmod 440 /etc/sudoers.d/\"$1\" && visudo -cqf /etc/sudoers", sudoers.Replace("NAME", Name));

    /// <summary>What sudo and its PAM modules wrote about it.</summary>
    public async Task<string[]> SudoLogAsync()
    {
        var log = await AsRootAsync("section log sh -c 'journalctl --sync; journalctl -q -o cat _COMM=sudo | grep -w -e \"$1\"' sh \"$1\"; exit 0");
        return log.Sections["log"].OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync() => await AsRootAsync("rm -f /etc/sudoers.d/\"$1\"; userdel -rf \"$1\" 2>/dev/null; exit 0");

    private async Task<ScriptResult> AsRootAsync(string script, params string[] more)
    {
        using var root = new OpenSshConnection(new HostTarget(kind, Lab.Host(kind).Address, null, "root"), LabLogin.Settings());
        var result = await root.RunAsync(script, [Name, .. more]);
        Assert.True(result.ExitCode == 0, result.ErrorNoise);
        return result;
    }
}
