using System;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>The elevated form, with stand-ins for sudo; the lab has the real one.</summary>
public sealed class ElevationTests
{
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
        Assert.Equal("1 two\n from here", content.Sections["all"].Text());
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
        Assert.Equal("1 two\n from here", content.Sections["all"].Text());
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task GrantedItRunsOnceAndElevated(string sh)
    {
        // As sudo: -n and -- are its own, the environment is made new.
        var content = await RunAsync(sh, "[ \"$1 $2\" = '-n --' ] || exit 9; shift 2; exec env -i PATH=/usr/bin:/bin \"$@\"");

        Assert.True(content.IsElevated);
        Assert.Equal("", content.ErrorNoise);
        Assert.Equal("1 two\n from here", content.Sections["all"].Text());
        Assert.Equal(0, content.ExitCode);
    }

    [Fact]
    public async Task KilledUnderSudoItDoesNotRunAgain()
    {
        var content = await RunAsync("dash", "shift 2; \"$@\"; exit 143");

        Assert.True(content.IsElevated);
        Assert.Equal(["all"], content.Sections.Keys);
        Assert.Matches("^@@[0-9a-f]{32} here$", content.OutputNoise.Trim('\n')); // told once, before sudo
    }

    [Fact]
    public async Task RootNeedsNoSudo()
    {
        Assert.SkipUnless(Environment.UserName == "root", "not root");
        var call = ScriptCall.Create(new RemoteScript("x", "section id id -u") { Elevation = Elevation.IfPossible });
        using var host = new SudoStandIn("echo asked >&2; exit 1");
        var content = await LocalCall.RunAsync(call, "dash", "dash", host.Variables);

        Assert.Equal("0\n", content.Sections["id"].Text());
        Assert.Equal("", content.ErrorNoise);
        Assert.False(content.IsElevated); // it always was
    }

    private static async Task<FrameContent> RunAsync(string sh, string? sudo)
    {
        var script = new RemoteScript("x", "section all printf '%s %s %s' \"$#\" \"$1\" \"$SSH_CONNECTION\"", "two\n") { Elevation = Elevation.IfPossible };
        var call = ScriptCall.Create(script);
        string[] words = [.. SudoStandIn.AsUser(), .. Shells.Words("dash"), "-c", call.Command.Replace("exec /bin/sh", "exec " + string.Join(" ", Shells.Words(sh)))];
        using var host = new SudoStandIn(sudo ?? "");
        using var shell = await LocalShell.RunAsync(words, call.StandardInput, sudo is null ? SudoStandIn.Environment("/nonexistent") : host.Variables);
        return FrameParser.Parse(shell.Output, shell.Error, call.Mark);
    }
}
