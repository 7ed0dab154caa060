using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Sshd;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Sshd;

/// <summary>That the expectations of <see cref="SshdConfigurations"/> are sshd's own.</summary>
public sealed class RealSshdTests : IDisposable
{
    private const string LabBase = "/var/lib/containeros-lab/base";
    private readonly string directory = Directory.CreateTempSubdirectory("containeros-sshd-").FullName;

    public static TheoryData<string> Names => SshdConfigurations.Names;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SshdAgrees(string name)
    {
        var configuration = SshdConfigurations.Of(name);
        var main = Write("sshd_config", configuration.Main);
        foreach (var (file, text) in configuration.DropIns)
            Write("sshd_config.d/" + file, text);
        Assert.SkipWhen(Shells.Find("ssh-keygen") is null, "ssh-keygen is not installed");
        var key = Path.Combine(directory, "key");
        using (await LocalShell.RunAsync([Shells.Find("ssh-keygen")!, "-q", "-t", "ed25519", "-N", "", "-f", key], []))
        {
            using var sshd = await LocalShell.RunAsync([.. Sshd(), "-T", "-f", main, "-h", key, "-C", "user=root,host=localhost,addr=127.0.0.1"], []);
            var line = sshd.OutputText.Split('\n').SingleOrDefault(line => line.StartsWith("permitrootlogin ", StringComparison.Ordinal));

            Assert.True(line is not null, sshd.ErrorText);
            Assert.Equal(RootLoginReader.Value(configuration.Effective), RootLoginReader.Value(line!.Split(' ')[1]));
        }
    }

    /// <summary>The machine's own sshd, or the lab's, which brings its libraries; as root either wants a user named sshd.</summary>
    private string[] Sshd()
    {
        if (Shells.Find("sshd") is { } own)
            return [own];
        var loader = LabBase + "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2";
        Assert.SkipUnless(File.Exists(LabBase + "/usr/sbin/sshd") && File.Exists(loader), "there is no sshd on this machine");
        string[] sshd = [loader, "--library-path", LabBase + "/lib/x86_64-linux-gnu", LabBase + "/usr/sbin/sshd"];
        if (Environment.UserName != "root")
            return sshd;
        Assert.SkipWhen(Shells.Find("setpriv") is null, "setpriv is not installed");
        Open(directory);
        return [Shells.Find("setpriv")!, "--reuid", "65534", "--regid", "65534", "--clear-groups", .. sshd];
    }

    private string Write(string path, string text)
    {
        var file = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text.Replace("/etc/ssh/", directory + "/"));
        return file;
    }

    // sshd looks at a key's mode only when the key is its own.
    private static void Open(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed); // 0755
        foreach (var directory in Directory.EnumerateDirectories(path))
            Open(directory);
        foreach (var file in Directory.EnumerateFiles(path))
            File.SetUnixFileMode(file, (UnixFileMode)0x1a4); // 0644
    }
}
