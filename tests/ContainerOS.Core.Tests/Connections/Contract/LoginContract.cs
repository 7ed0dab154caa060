using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Accounts: odd shells that must work, and logins that must fail under the right name.</summary>
public abstract class LoginContract(ConnectionFactory open)
{
    private static readonly string[] NastyArguments =
        ["", " ", "two words", "it's", "\"quoted\"", "back\\slash\\n\\0101", "!history!!", "$HOME `id` $(id)", "a\nb\r\n", "*", "~root", "%s%n", "-n", "{a,b}", "#", "ünï→😀", ";|&<>()", "\t", "\u0001\u007f", "end\\"];

    [Theory]
    [InlineData("dashuser")]
    [InlineData("bashuser")]
    [InlineData("zshuser")]
    [InlineData("tcshuser")]
    [InlineData("fishuser")]
    [InlineData("busyboxuser")]
    public async Task Any_login_shell_runs_a_script_with_any_arguments(string account)
    {
        using var connection = open(LabLogin.Debian(account), LabLogin.Settings());
        var result = await connection.RunAsync("""
            # a comment with 'quotes", a \backslash and a bang!
            section arguments printf '%s\0' "$@"
            section input cat
            section where sh -c 'echo "$(id -un) $LC_ALL"; command -v sshd'
            exit 7
            """, NastyArguments);
        Assert.Equal(7, result.ExitCode);
        Assert.Equal(NastyArguments, result.Sections["arguments"].OutputText.Split('\0')[..^1]);
        Assert.Equal(0, result.Sections["input"].Status);
        Assert.Empty(result.Sections["input"].Output);
        Assert.Equal($"{account} C\n/usr/sbin/sshd\n", result.Sections["where"].OutputText);
    }

    [Fact]
    public async Task What_rc_files_print_is_noise()
    {
        using var connection = open(LabLogin.Debian("noisy"), LabLogin.Settings());
        var result = await connection.RunAsync("section data printf 'kept'; exit 5");
        Assert.Equal(5, result.ExitCode);
        Assert.Equal("kept", result.Sections["data"].OutputText);
        Assert.Empty(result.Sections["data"].Error);
        Assert.Contains("Welcome!", result.OutputNoise);
        Assert.Contains("Permission denied", result.ErrorNoise);
        Assert.True(result.OutputNoise.Length <= 4096 && result.ErrorNoise.Length <= 4096);
    }

    [Fact]
    public async Task A_banner_before_the_login_is_noise()
    {
        await using var server = await ExtraSshd.StartAsync("Banner=/etc/login.defs"); // some pages of text
        using var folder = new TempFolder();
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        var result = await connection.RunAsync("data() { echo 1; echo 2 >&2; }; section data data");
        Assert.Equal(("1\n", "2\n"), (result.Sections["data"].OutputText, HostText.Decode(result.Sections["data"].Error)));
    }

    [Fact]
    public async Task An_account_without_a_shell()
    {
        using var connection = open(LabLogin.Debian("nologin"), LabLogin.Settings());
        var error = await connection.FailsAsync(ConnectionFailure.ShellUnavailable);
        Assert.Contains("'nologin'", error.Message);
        Assert.Contains("This account is currently not available", error.Message);
    }

    [Fact]
    public async Task An_expired_password()
    {
        using var connection = open(LabLogin.Debian("expired"), LabLogin.Settings());
        var error = await connection.FailsAsync(ConnectionFailure.PasswordExpired);
        Assert.Contains("'expired'", error.Message);
    }

    [Fact]
    public async Task A_key_that_the_host_does_not_know()
    {
        using var folder = new TempFolder();
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings(key: await Program.NewKeyAsync(folder)));
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains("'bashuser'", error.Message);
        Assert.Contains("publickey", error.Message);
        Assert.Contains("password", error.Message);
    }

    [Fact]
    public async Task A_known_key_of_an_account_that_is_kept_out()
    {
        using var connection = open(new HostTarget("cos", Lab.Host("cos").Address, null, "root"), LabLogin.Settings());
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.DoesNotContain("encrypted", error.Message);
    }

    [Fact]
    public async Task An_account_that_takes_only_passwords()
    {
        using var connection = open(LabLogin.Debian("pwonly"), LabLogin.Settings());
        Assert.Contains("password", (await connection.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    [Fact]
    public async Task An_account_that_does_not_exist()
    {
        using var connection = open(LabLogin.Debian("nobody-here"), LabLogin.Settings());
        Assert.Contains("'nobody-here'", (await connection.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    [Theory]
    [InlineData("missing key", false)]
    [InlineData("junk % ünï key", true)]
    public async Task A_key_file_that_is_none(string name, bool exists)
    {
        using var folder = new TempFolder();
        if (exists)
            folder.Write(name, "this is no key\n");
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings(key: folder.At(name)));
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains(name.Split(' ')[0], error.Message); // which file it was
    }

    [Fact]
    public async Task A_key_file_with_an_odd_name()
    {
        var target = LabLogin.Debian("bashuser");
        using var folder = new TempFolder();
        System.IO.File.Copy(Lab.KeyFile, folder.At("a key, 100% ünï#1'"));
        using var connection = open(target, LabLogin.Settings(key: folder.At("a key, 100% ünï#1'")));
        Assert.Equal(3, (await connection.RunAsync("exit 3")).ExitCode);
    }

    [Fact]
    public async Task Too_few_attempts_and_other_methods_only()
    {
        await using var server = await ExtraSshd.StartAsync("AuthenticationMethods=publickey,password", "MaxAuthTries=1");
        using var folder = new TempFolder();
        var settings = LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine));
        using var connection = open(server.Target("bashuser"), settings);
        var error = await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains("bashuser", error.Message);
    }

    [Fact]
    public async Task No_algorithm_in_common()
    {
        await using var server = await ExtraSshd.StartAsync("KexAlgorithms=diffie-hellman-group1-sha1");
        using var folder = new TempFolder();
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        var error = await connection.FailsAsync(ConnectionFailure.NegotiationFailed);
        Assert.Contains("diffie-hellman-group1-sha1", error.Message);
    }

    [Theory]
    [InlineData("printf 'Permission denied (publickey).\\nHost key verification failed.\\n'; printf '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\\r\\nConnection refused\\n' >&2; exit 255")]
    [InlineData("printf '\\n@@0123456789abcdef0123456789abcdef start user\\n\\n@@0123456789abcdef0123456789abcdef begin facts\\nroot\\n\\n@@0123456789abcdef0123456789abcdef exit 0\\n'")]
    [InlineData("exit 255")]
    [InlineData("true")]
    [InlineData("kill -9 $$")]
    [InlineData("head -c 1000000 /dev/zero; head -c 100000 /dev/urandom >&2")]
    public async Task A_host_that_imitates_our_errors_and_answers(string forcedCommand)
    {
        await using var server = await ExtraSshd.StartAsync("ForceCommand=" + forcedCommand);
        using var folder = new TempFolder();
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine)));
        await connection.FailsAsync(ConnectionFailure.ShellUnavailable);
    }
}
