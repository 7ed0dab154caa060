using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>The elevated form, with stand-ins for sudo; the lab has the real one.</summary>
public sealed class ElevationTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("containeros-sudo-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("dash", "echo 'sudo: a password is required' >&2; exit 1", "a password is required")]
    [InlineData("bash", "echo 'sudo: a password is required' >&2; exit 1", "a password is required")]
    [InlineData("busybox sh", "echo 'sudo: a password is required' >&2; exit 1", "a password is required")]
    [InlineData("dash", "echo 'sudo: a terminal is required' >&2; exit 1", "a terminal is required")]
    [InlineData("dash", "echo 'cannot execute' >&2; exit 126", "cannot execute")]
    public async Task RefusedItRunsAsTheUser(string sh, string sudo, string message)
    {
        var content = await RunAsync(sh, sudo);

        Assert.False(content.IsElevated);
        Assert.Contains(message, content.ErrorNoise);
        Assert.Equal("1 two\n 10.0.0.1 50000 10.0.0.2 22", content.Sections["all"].Text());
        Assert.Equal(0, content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task WithoutSudoItRunsAsTheUser(string sh)
    {
        var content = await RunAsync(sh, null);

        Assert.False(content.IsElevated);
        Assert.Contains("sudo", content.ErrorNoise);
        Assert.Contains("not found", content.ErrorNoise);
        Assert.Equal("1 two\n 10.0.0.1 50000 10.0.0.2 22", content.Sections["all"].Text());
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task GrantedItRunsOnceAndElevated(string sh)
    {
        // As sudo: -n and -- are its own, the environment is made new.
        var content = await RunAsync(sh, "[ \"$1 $2\" = '-n --' ] || exit 9; shift 2; exec env -i PATH=/usr/bin:/bin \"$@\"");

        Assert.True(content.IsElevated);
        Assert.Equal("", content.ErrorNoise);
        Assert.Equal("1 two\n 10.0.0.1 50000 10.0.0.2 22", content.Sections["all"].Text());
        Assert.Equal(0, content.ExitCode);
    }

    [Fact]
    public async Task KilledUnderSudoItDoesNotRunAgain()
    {
        var content = await RunAsync("dash", "shift 2; \"$@\"; exit 143");

        Assert.True(content.IsElevated);
        Assert.Equal(["all"], content.Sections.Keys);
        Assert.Equal("", content.OutputNoise.Trim('\n'));
    }

    [Fact]
    public async Task RootNeedsNoSudo()
    {
        Assert.SkipUnless(Environment.UserName == "root", "not root");
        var call = ScriptCall.Create(new RemoteScript("x", "section id id -u") { Elevation = Elevation.IfPossible });
        var content = await LocalCall.RunAsync(call, "dash", "dash", Variables(Sudo("echo asked >&2; exit 1")));

        Assert.Equal("0\n", content.Sections["id"].Text());
        Assert.Equal("", content.ErrorNoise);
        Assert.False(content.IsElevated); // it always was
    }

    private async Task<FrameContent> RunAsync(string sh, string? sudo)
    {
        var script = new RemoteScript("x", "section all printf '%s %s %s' \"$#\" \"$1\" \"$SSH_CONNECTION\"", "two\n") { Elevation = Elevation.IfPossible };
        var call = ScriptCall.Create(script);
        string[] words = [.. AsUser(), .. Shells.Words("dash"), "-c", call.Command.Replace("exec /bin/sh", "exec " + string.Join(" ", Shells.Words(sh)))];
        using var shell = await LocalShell.RunAsync(words, call.StandardInput, Variables(sudo is null ? "/nonexistent" : Sudo(sudo)));
        return FrameParser.Parse(shell.Output, shell.Error, call.Mark);
    }

    private static Dictionary<string, string> Variables(string path) => new() { ["PATH"] = path, ["SSH_CONNECTION"] = "10.0.0.1 50000 10.0.0.2 22" };

    /// <summary>Steps down to an ordinary user where the tests run as root: root does not ask sudo.</summary>
    private static IEnumerable<string> AsUser()
    {
        if (Environment.UserName != "root")
            return [];
        var setpriv = Shells.Find("setpriv");
        Assert.SkipWhen(setpriv is null, "setpriv is not installed");
        return [setpriv!, "--reuid", "65534", "--regid", "65534", "--clear-groups"];
    }

    private string Sudo(string body)
    {
        var path = Path.Combine(directory, "sudo");
        File.WriteAllText(path, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, Enum.GetValues<UnixFileMode>().Where(mode => (int)mode <= 0x1ff).Aggregate((a, b) => a | b));
            File.SetUnixFileMode(path, File.GetUnixFileMode(directory));
        }

        return directory;
    }
}
