using System;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Commands;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Commands;

/// <summary>Command lines and script files on real hosts.</summary>
public sealed class RemoteCommandTests
{
    [Theory]
    [InlineData("bashuser")]
    [InlineData("fishuser")]
    [InlineData("tcshuser")]
    [InlineData("busyboxuser")]
    public async Task A_command_line_is_sh_whatever_the_login_shell(string account)
    {
        var result = await RunAsync(account, RemoteCommand.FromCommandLine("printf '%s\\n' \"$#\" \"$2\"\r\necho err >&2\nexit 3", ["a b", "it's \\n ! $HOME\nnext"]));
        Assert.Equal("2\nit's \\n ! $HOME\nnext", result.StdOut);
        Assert.Equal("err", result.StdErr);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [InlineData("echo \"$0\" \"$1\"", "/dev/fd/4 a b")]
    [InlineData("#!/bin/bash -u\n[[ a < b ]] && echo \"bash $1 $#\"", "bash a b 1")]
    [InlineData("#!/usr/bin/awk -f\r\nBEGIN { print \"awk\", ARGV[1] }\r\n", "awk a b")]
    [InlineData("#!/bin/sed -nf\n=", "")]
    public async Task A_file_is_read_by_the_interpreter_it_names(string text, string output)
    {
        var result = await RunAsync("bashuser", RemoteCommand.FromFile("x.sh", text, text.Contains("sed") ? [] : ["a b"]));
        Assert.Equal((output, "", 0), (result.StdOut, result.StdErr, result.ExitCode));
    }

    [Fact]
    public async Task A_file_of_300_kB_runs_and_leaves_nothing_on_the_host()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"x=$((x + {i})) # padding padding padding\n")) + "echo $x; ls -A /tmp ~";
        var before = await RunAsync("bashuser", RemoteCommand.FromCommandLine("ls -A /tmp ~", []));
        var result = await RunAsync("bashuser", RemoteCommand.FromFile("sum.sh", text, []));
        Assert.Equal("49995000\n" + before.StdOut, result.StdOut);
    }

    [Theory]
    [InlineData("kill -9 $$", 137)]
    [InlineData("nosuchcommand", 127)]
    [InlineData("if", 2)]
    [InlineData("cat; exit 5", 5)]
    public async Task However_it_ends_the_exit_code_tells(string line, int exitCode) =>
        Assert.Equal(exitCode, (await RunAsync("bashuser", RemoteCommand.FromCommandLine(line, []))).ExitCode);

    [Fact]
    public async Task An_interpreter_that_is_not_there_is_an_exit_code_with_its_reason()
    {
        var result = await RunAsync("bashuser", RemoteCommand.FromFile("x", "#!/usr/bin/nosuch\n", []));
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("nosuch", (string)result.StdErr);
    }

    [Fact]
    public async Task Bytes_stay_bytes()
    {
        var command = RemoteCommand.FromCommandLine("awk 'BEGIN { for (i = 0; i < 256; i++) printf \"%c\", i }' | od -An -v -tx1; printf '\\000\\377\\n\\n'", []);
        command.AsBytes = true;
        var bytes = Assert.IsType<byte[]>((await RunAsync("bashuser", command)).StdOut);
        Assert.Equal([0, 255, 10, 10], bytes[^4..]);
    }

    private static async Task<CommandResult> RunAsync(string account, RemoteCommand command)
    {
        using var connection = new OpenSshConnection(LabLogin.Debian(account), LabLogin.Settings());
        return await command.RunAsync(connection, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
