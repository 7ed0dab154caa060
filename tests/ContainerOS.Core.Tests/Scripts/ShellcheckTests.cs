using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Info;
using ContainerOS.Passwords;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

public sealed class ShellcheckTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.sh", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public Task EachScriptIsClean(string file) => CheckAsync(File.ReadAllBytes(Path.Combine(Repository.Root, file)));

    [Fact]
    public Task WhatIsSentIsClean()
    {
        var call = ScriptCall.Create(HostInfoProbe.Script(elevate: true, units: true));
        var encoded = Encoding.ASCII.GetString(call.StandardInput).Trim('\n');
        return CheckAsync(Encoding.UTF8.GetBytes(ScriptEncodingTests.Decode(encoded)), "--severity=warning", "--exclude=SC2034"); // the script, a string here, reads the variables
    }

    [Theory]
    [InlineData(Elevation.None, false)]
    [InlineData(Elevation.IfPossible, false)]
    [InlineData(Elevation.IfPossible, true)]
    [InlineData(Elevation.Required, false)]
    [InlineData(Elevation.Required, true)]
    public Task WhatRunsItIsClean(Elevation elevation, bool hasPassword)
    {
        var words = ScriptCall.Create(new RemoteScript("x", ":") { Elevation = elevation }, hasPassword).Command.Split('\'');
        return CheckAsync(Encoding.ASCII.GetBytes(words[1]), "--exclude=SC3045,SC2154"); // bash's printf -v, where the shell is bash; what is read elsewhere
    }

    [Fact]
    public Task WhatRunsPasswdIsClean() => CheckAsync(Encoding.ASCII.GetBytes(new PasswdCommand().Text.Split('\'')[1]));

    [Fact]
    public void EveryScriptIsEmbedded() => Assert.All(Files, row => Assert.NotEmpty(RemoteScript.Embedded(Path.GetFileName((string)row.Data))));

    private static async Task CheckAsync(byte[] script, params string[] options)
    {
        var shellcheck = Shells.Find("shellcheck");
        Assert.SkipWhen(shellcheck is null, "shellcheck is not installed");
        using var run = LocalShell.Start([shellcheck!, "--shell=sh", "--format=gcc", .. options, "-"], script);
        run.CloseInput();
        await run.EndAsync();

        Assert.Equal("", run.OutputText + run.ErrorText);
    }
}
