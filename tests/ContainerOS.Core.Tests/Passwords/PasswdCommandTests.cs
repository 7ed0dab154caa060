using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>What runs passwd, in every login shell, with programs in its place that show how they are called.</summary>
public sealed class PasswdCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containeros-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Shells.LoginData), MemberType = typeof(Shells))]
    public async Task Of_busybox_it_wants_a_hash_that_looks_at_the_whole_password(string login)
    {
        Show("busybox");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "passwd"), "busybox");
        Assert.Contains("passwd -a sha512.\n", await RunAsync(login));
    }

    [Theory]
    [MemberData(nameof(Shells.LoginData), MemberType = typeof(Shells))]
    public async Task Another_one_knows_by_itself(string login)
    {
        Show("passwd");
        Assert.Contains("passwd.\n", await RunAsync(login));
    }

    private void Show(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, "#!/bin/sh\necho \"${0##*/}${*:+ $*}.\"\nexit 3\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<string> RunAsync(string login)
    {
        var command = new PasswdCommand();
        using var run = await LocalShell.RunAsync([.. Shells.Words(login), "-c", command.Text], [], new Dictionary<string, string> { ["PATH"] = folder.FullName + ":/usr/bin:/bin" });
        Assert.Contains(command.Mark + " exit 3\n", run.OutputText);
        return run.OutputText;
    }
}
