using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>What the bootstrap does around a script, under each sh that a host may have.</summary>
public sealed class BootstrapTests
{
    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task SectionsHaveTheirStatusAndBothStreams(string sh)
    {
        var content = await RunAsync(sh, """
            fails() { echo out; echo err >&2; return 3; }
            section fails fails
            section missing no-such-command-here
            section killed sh -c 'kill -9 $$'
            section silent true
            exit 5
            """);

        Assert.Equal(("out\n", 3), (content.Sections["fails"].Text(), content.Sections["fails"].Status));
        Assert.Equal("err", content.Sections["fails"].FirstError);
        Assert.Equal(127, content.Sections["missing"].Status);
        Assert.Contains("no-such-command-here", content.Sections["missing"].FirstError);
        Assert.Equal(137, content.Sections["killed"].Status);
        Assert.Equal(("", 0), (content.Sections["silent"].Text(), content.Sections["silent"].Status));
        Assert.Equal(5, content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task BinaryOutputIsKept(string sh)
    {
        var every = Enumerable.Range(0, 256).Select(b => (byte)b).ToArray();
        var big = new byte[1 << 20];
        new Random(1).NextBytes(big);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, big, TestContext.Current.CancellationToken);
            var content = await RunAsync(sh, "section every printf %b \"$1\"\nsection big cat \"$2\"\nsection both sh -c 'cat \"$0\" >&2' \"$2\"", string.Concat(every.Select(b => "\\0" + Convert.ToString(b, 8).PadLeft(3, '0'))), file);

            Assert.Equal(every, content.Sections["every"].Output);
            Assert.Equal(big, content.Sections["big"].Output);
            Assert.Equal(big, content.Sections["both"].Error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task NoiseIsKeptApart(string sh)
    {
        var content = await RunAsync(sh, "printf before\nsection a echo 1\necho between\nprintf err >&2\nsection b echo 2\nprintf after");

        Assert.Equal(("1\n", "2\n"), (content.Sections["a"].Text(), content.Sections["b"].Text()));
        Assert.Equal("beforebetween\nafter", content.OutputNoise.TrimStart('\n'));
        Assert.Equal("err", content.ErrorNoise);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task AScriptKilledHalfWay(string sh)
    {
        var content = await RunAsync(sh, "section first echo 1\nhalf() { echo begun; sh -c 'kill -9 $PPID'; }\nsection half half\nsection never echo 3");

        Assert.True(content.Sections["first"].IsComplete);
        Assert.Equal(("begun\n", false), (content.Sections["half"].Text(), content.Sections["half"].IsComplete));
        Assert.DoesNotContain("never", content.Sections.Keys);
        Assert.Equal(137, content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task TheShellAroundItKilledToo(string sh)
    {
        var content = await RunAsync(sh, "section first echo 1\nhalf() { echo begun; kill -9 0; }\nsection half half");

        Assert.True(content.Sections["first"].IsComplete);
        Assert.False(content.Sections["half"].IsComplete);
        Assert.Null(content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task TheShellAroundItKilledAlone(string sh)
    {
        // The watcher is left behind; it must not hold the pipes.
        var content = await RunAsync(sh, "kill -9 $$\nsection last echo 1");

        Assert.True(content.Sections["last"].IsComplete);
        Assert.Null(content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task ExitWithinASection(string sh)
    {
        var content = await RunAsync(sh, "leave() { echo bye; exit 4; }\nsection leave leave\nsection never echo 1");

        Assert.Equal(("bye\n", false), (content.Sections["leave"].Text(), content.Sections["leave"].IsComplete));
        Assert.Equal(4, content.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task ASyntaxErrorIsAnAnswer(string sh)
    {
        var content = await RunAsync(sh, "if then\n");

        Assert.True(content.IsStarted);
        Assert.NotEqual(0, content.ExitCode);
        Assert.NotNull(content.ExitCode);
        Assert.NotEqual("", content.ErrorNoise);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task TheScriptSeesCLocaleAndAdministratorsPath(string sh)
    {
        var content = await RunAsync(sh, "section env printf '%s|' \"$LC_ALL\" \"$PATH\" \"$#\"");

        var words = content.Sections["env"].Text().Split('|');
        Assert.Equal("C", words[0]);
        Assert.Contains("/usr/sbin", words[1].Split(':'));
        Assert.Equal("0", words[2]);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task TheMarkIsInNoArgumentsOfTheHostsProcesses(string sh)
    {
        // A script that prints the arguments of all processes must not print its own marks.
        var content = await RunAsync(sh, "look() { for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <\"$f\" 2>/dev/null; echo; done; }\nsection look look\nsection after echo 1");

        Assert.True(content.Sections["look"].IsComplete);
        Assert.Contains("cos_script=", content.Sections["look"].Text());
        Assert.Equal(["look", "after"], content.Sections.Keys);
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task TheEndComesAtOnce(string sh)
    {
        // Stdin stays open, so only the watcher's own end closes the pipes.
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
            Assert.Equal(0, (await RunAsync(sh, "section a echo 1")).ExitCode);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), clock.Elapsed.ToString());
    }

    private static Task<FrameContent> RunAsync(string sh, string script, params string[] arguments) =>
        LocalCall.RunAsync(ScriptCall.Create(new RemoteScript("x", script, arguments)), "dash", sh);
}
