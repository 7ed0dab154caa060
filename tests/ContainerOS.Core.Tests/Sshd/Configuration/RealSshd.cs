using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>
/// Asks sshd what it makes of configurations, many at a time: <c>sshd -T -C</c> in one shell. As root they stand below /etc/ssh of a mount namespace, so that
/// relative Includes are tried too. sshd is the machine's own, or the lab's, which brings its libraries; as root that wants a user named sshd.
/// </summary>
internal sealed class RealSshd : IDisposable
{
    private const string Labs = "/var/lib/containeros-lab";
    private const string Libraries = "/lib/x86_64-linux-gnu";
    private const string Loader = Libraries + "/ld-linux-x86-64.so.2";

    private const string Script = """
        root=$1 private=$2; shift 2
        if [ "$private" = yes ]; then mount --bind "$root" /etc/ssh && mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd || exit; fi
        while IFS='|' read -r directory spec; do
          printf '\n@@ %s\n' "$directory"
          "$@" -T -f "$directory/sshd_config" -h "$directory/../key" -C "$spec" 2>&1
          printf '\n@@ %s\n' "$?"
        done
        """;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("containeros-sshd-");
    private readonly List<(string Directory, SshdConnectionSpec Spec)> questions = [];
    private readonly bool isRoot = Environment.UserName == "root" && Shells.Find("unshare") is not null && Directory.Exists("/etc/ssh");

    public void Dispose() => root.Delete(recursive: true);

    /// <summary>Where a question's files are, as sshd sees them.</summary>
    public string DirectoryOf(int question) => (isRoot ? "/etc/ssh" : root.FullName) + "/t" + question;

    /// <summary>Whether relative Includes can be tried.</summary>
    public bool HasRelative => isRoot;

    /// <summary>Puts files in place.</summary>
    /// <param name="files">Paths below <see cref="DirectoryOf"/> of this question, and texts.</param>
    /// <param name="spec">The login to ask for.</param>
    /// <returns>The question's number.</returns>
    public int Add(Func<string, IReadOnlyDictionary<string, string>> files, SshdConnectionSpec spec)
    {
        var directory = DirectoryOf(questions.Count);
        foreach (var (path, text) in files(directory))
        {
            var real = Path.Combine(root.FullName, "t" + questions.Count, Path.GetRelativePath(directory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(real)!);
            File.WriteAllBytes(real, Latin1.Encode(text));
        }

        Directory.CreateDirectory(Path.Combine(root.FullName, "t" + questions.Count));
        questions.Add((directory, spec));
        return questions.Count - 1;
    }

    /// <summary>Asks all.</summary>
    public async Task<IReadOnlyList<SshdAnswer>> AskAsync()
    {
        var sshd = Sshd();
        Assert.SkipWhen(Shells.Find("ssh-keygen") is null, "ssh-keygen is not installed");
        await RunAsync([Shells.Find("ssh-keygen")!, "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(root.FullName, "key")], "");
        Open(root.FullName);
        string[] shell = [Shells.Find("sh")!, "-c", Script, "sh", root.FullName, isRoot ? "yes" : "no", .. sshd];
        var chunks = await Task.WhenAll(questions.Chunk(Math.Max(1, (questions.Count / 2) + 1)).Select(chunk => RunAsync(isRoot ? [Shells.Find("unshare")!, "-m", .. shell] : shell,
            string.Concat(chunk.Select(question => $"{question.Directory}|{Text(question.Spec)}\n")))));
        var answers = chunks.SelectMany(SshdAnswer.Parse).ToDictionary(answer => answer.Directory);
        return [.. questions.Select(question => answers[question.Directory])];
    }

    private static string Text(SshdConnectionSpec spec) =>
        string.Join(",", new[] { "user=" + spec.User, spec.Host is null ? null : "host=" + spec.Host, "addr=" + spec.Address, spec.LocalAddress is null ? null : "laddr=" + spec.LocalAddress, spec.LocalPort is null ? null : "lport=" + spec.LocalPort }.OfType<string>());

    private static string[] Sshd()
    {
        if (Shells.Find("sshd") is { } own)
            return [own];
        var lab = !Directory.Exists(Labs) ? null : Directory.GetDirectories(Labs, "base-*").FirstOrDefault(folder => File.Exists(folder + "/usr/sbin/sshd") && File.Exists(folder + Loader));
        Assert.SkipWhen(lab is null, "there is no sshd on this machine");
        string[] sshd = [lab + Loader, "--library-path", lab + Libraries, lab + "/usr/sbin/sshd"];
        if (Environment.UserName != "root")
            return sshd;
        Assert.SkipWhen(Shells.Find("setpriv") is null, "setpriv is not installed");
        return [Shells.Find("setpriv")!, "--reuid", "65534", "--regid", "65534", "--clear-groups", .. sshd];
    }

    // sshd looks at a key's mode only when the key is its own.
    private void Open(string path)
    {
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed); // 0755
        foreach (var directory in Directory.EnumerateDirectories(path))
            Open(directory);
        foreach (var file in Directory.EnumerateFiles(path).Where(file => Path.GetFileName(file) != "key" || Sshd()[0] == Shells.Find("setpriv")))
            File.SetUnixFileMode(file, (UnixFileMode)0x1a4); // 0644
    }

    private static async Task<string> RunAsync(string[] command, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.Latin1 })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var text = await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{command[0]} ended with {process.ExitCode}");
        return text;
    }
}
