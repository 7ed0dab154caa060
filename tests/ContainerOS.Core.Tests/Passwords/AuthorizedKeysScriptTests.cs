using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>authorized-keys.sh on this machine, in a home of the test's own.</summary>
public sealed class AuthorizedKeysScriptTests : IDisposable
{
    private const string One = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB it's one";
    private const string Two = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC";
    private readonly TempFolder home = new();

    public static TheoryData<string> PosixShells => Shells.PosixData;

    private string Ssh => home.At(".ssh");

    private string Keys => Path.Combine(Ssh, "authorized_keys");

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task Keys_are_added_once_and_what_is_there_stays(string shell)
    {
        Assert.Equal("added 2", await RunAsync(shell, One, Two));
        Assert.Equal($"{One}\n{Two}\n", File.ReadAllText(Keys));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Keys));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Ssh));
        Assert.Equal("added 0", await RunAsync(shell, One, Two));
        Assert.Equal($"{One}\n{Two}\n", File.ReadAllText(Keys));
        Assert.Single(Directory.GetFiles(Ssh));
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task Odd_files_are_kept(string shell)
    {
        Directory.CreateDirectory(Ssh);
        var old = $"# {Two}\r\n\r\nfrom=\"10.*\",no-pty {One} other comment\r\nno newline at the end";
        File.WriteAllText(Keys, old);
        Assert.Equal("added 1", await RunAsync(shell, One, Two)); // the first is there with options, the second only in a comment
        Assert.Equal($"{old}\n{Two}\n", File.ReadAllText(Keys));
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task A_link_stays_a_link(string shell)
    {
        Directory.CreateDirectory(Ssh);
        var real = home.Write("elsewhere", Two + "\n");
        File.CreateSymbolicLink(Keys, real);
        Assert.Equal("added 1", await RunAsync(shell, One));
        Assert.Equal(real, new FileInfo(Keys).LinkTarget);
        Assert.Equal($"{Two}\n{One}\n", File.ReadAllText(real));
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task Where_a_tool_makes_the_file_the_keys_are_a_set_of_its(string shell)
    {
        Directory.CreateDirectory(Path.Combine(Ssh, "authorized_keys.d"));
        File.WriteAllText(Path.Combine(Ssh, "authorized_keys.d", "ignition"), Two + "\n");
        Directory.CreateDirectory(home.At("bin"));
        home.Script("bin/update-ssh-keys", "[ \"$1 $3 $4\" = '-u -A containeros' ] && cp \"$5\" ~/.ssh/authorized_keys.d/\"$4\" && cat ~/.ssh/authorized_keys.d/* >~/.ssh/authorized_keys");
        Assert.Equal("added 1", await RunAsync(shell, One, Two));
        Assert.Equal(One + "\n", File.ReadAllText(Path.Combine(Ssh, "authorized_keys.d", "containeros")));
        Assert.Equal($"{One}\n{Two}\n", File.ReadAllText(Keys));
        Assert.Equal("added 0", await RunAsync(shell, One));
    }

    [Fact]
    public async Task A_home_that_is_not_there()
    {
        var (output, error) = await CallAsync("dash", home.At("nowhere"), One);
        Assert.Equal("", output);
        Assert.Contains("nowhere", error);
    }

    [Theory]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQ")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("ssh-ed25519")]
    public void What_is_no_key_line(string line) => Assert.DoesNotContain("AAAA", Assert.Throws<FormatException>(() => AuthorizedKey.Parse(line)).Message.Replace("AAAA... comment", ""));

    private async Task<string> RunAsync(string shell, params string[] lines)
    {
        var (output, error) = await CallAsync(shell, home.At("."), lines);
        Assert.Equal("", error);
        return output;
    }

    private async Task<(string Output, string Error)> CallAsync(string shell, string folder, params string[] lines)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = home.At("bin") + ":/usr/bin:/bin", ["HOME"] = folder };
        using var run = await LocalShell.RunAsync([.. Shells.Words(shell), "-c", AuthorizedKeysFile.Program(lines.Select(AuthorizedKey.Parse))], [], environment);
        return (run.OutputText.Trim(), run.ErrorText.Trim());
    }
}
