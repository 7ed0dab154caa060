using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Reading;
using ContainerOS.Tests.Scripts;
using ContainerOS.Tests.Sshd.Configuration;
using Xunit;

namespace ContainerOS.Tests.Sshd.Reading;

/// <summary>sshd-files.sh under every shell and awk, with a directory in the place of the host's root.</summary>
public sealed class SshdFilesScriptTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("containeros-sshd-").FullName;

    public static TheoryData<string, string> Shells
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var shell in Scripts.Shells.Posix)
            {
                foreach (var awk in new[] { "mawk", "gawk", "busybox" })
                    pairs.Add(shell, awk);
            }

            return pairs;
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Everything_that_sshd_reads_comes_byte_for_byte(string shell, string awk)
    {
        const string Odd = "# \u00e9\u00ff\u0080\r\nPermitRootLogin no\r\n\n";
        Write("etc/ssh/sshd_config", "INCLUDE=\"{R}/etc/ssh/a b/*.conf\" {R}/etc/ssh/none.conf relative/[xy].conf\r\n \tInclude '{R}/etc/ssh/link.conf' # Include {R}/etc/ssh/no.conf\n#Include {R}/etc/ssh/no.conf\nMatch User kim\n Include {R}/etc/ssh/?z");
        Write("etc/ssh/a b/10.conf", Odd);
        Write("etc/ssh/a b/9.conf", "Include {R}/etc/ssh/deeper/*");
        Write("etc/ssh/a b/.hidden.conf", "PermitRootLogin yes\n");
        Write("etc/ssh/relative/x.conf", "");
        Write("etc/ssh/relative/y.conf", "\n");
        Write("etc/ssh/deeper/all", "Include {R}/etc/ssh/sshd_config\nPort 22");
        Write("etc/ssh/no.conf", "Port 1\n");
        Write("etc/ssh/yz", "Port 2\n");
        Write("usr/share/ssh/linked", "X11Forwarding no\n");
        Write("etc/ssh/sshd_config.tpl", "{{- if .Port}}\nPort {{.Port}}\n{{- end}}\nPermitRootLogin no\n");
        File.CreateSymbolicLink(Path.Combine(root, "etc/ssh/link.conf"), "../../usr/share/ssh/linked");
        Write("mountinfo", "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 8:2 / {R}/usr ro,relatime shared:1 - ext4 /dev/sda2 rw\n22 20 8:3 / {R}/var rw - ext4 /dev/sda3 rw\n");

        var result = await RunAsync(shell, awk);
        var reader = SshdFilesReader.Read(result, new SshdVersion(9, 2));
        var files = reader.Files!;

        Assert.Equal("/etc/ssh/sshd_config", files.MainFile);
        Assert.Equal(["/etc/ssh/a b/10.conf", "/etc/ssh/a b/9.conf", "/etc/ssh/deeper/all", "/etc/ssh/link.conf", "/etc/ssh/relative/x.conf", "/etc/ssh/relative/y.conf", "/etc/ssh/sshd_config", "/etc/ssh/sshd_config.tpl", "/etc/ssh/yz"],
            files.All.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["/etc/ssh/a b/10.conf", "/etc/ssh/a b/9.conf"], files.Expand("/etc/ssh/a b/*.conf")!);
        Assert.Equal(["/etc/ssh/relative/x.conf", "/etc/ssh/relative/y.conf"], files.Expand("/etc/ssh/relative/[xy].conf")!);
        Assert.Equal([], files.Expand("/etc/ssh/none.conf")!);
        Assert.Null(files.Expand("/etc/ssh/no.conf"));
        Assert.Equal(Odd, files.Find("/etc/ssh/a b/10.conf")!.Text);
        Assert.Equal("", files.Find("/etc/ssh/relative/x.conf")!.Text);
        Assert.Equal(("/usr/share/ssh/linked", false), (files.Find("/etc/ssh/link.conf")!.LinkTarget, files.Find("/etc/ssh/link.conf")!.IsWritable));
        Assert.True(files.Find("/etc/ssh/sshd_config")!.IsWritable);
        Assert.True(files.Places["/etc/ssh/a b"]);
        Assert.Equal("no", reader.Template!.RootLogin().Value);
        // deeper/all includes the main file, which sshd does not take
        Assert.Contains("17th Include within each other", files.RootLogin().Unknown);
    }

    [Theory]
    [InlineData("mawk")]
    [InlineData("gawk")]
    [InlineData("busybox")]
    public async Task The_host_finds_the_same_patterns_as_we_do(string awk)
    {
        var texts = SshdTrees.All.SelectMany(tree => tree.At("tree").Values).Where(text => text.Contains("nclude", StringComparison.OrdinalIgnoreCase)).ToList();
        for (var i = 0; i < texts.Count; i++)
            Write($"all/{i:0000}", texts[i]);

        var found = await PatternsAsync(awk, "sshd_patterns \"$cos_root\"/all/*");
        Assert.Equal(texts.SelectMany(SshdLine.Of).Where(line => line.Problem is null && string.Equals(line.Keyword, "Include", StringComparison.OrdinalIgnoreCase)).SelectMany(line => line.Words).Select(word => word.Text), found.TrimEnd('\n').Split('\n'));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Latin1.Encode(text.Replace("{R}", root)));
    }

    private async Task<ScriptResult> RunAsync(string shell, string awk)
    {
        const string Mark = "@@files";
        const string Section = "section() { printf '" + Mark + " begin %s\\n' \"$1\" | tee /dev/stderr; cos_name=$1; shift; \"$@\"; cos_status=$?; printf '" + Mark + " end %s %s\\n' \"$cos_name\" \"$cos_status\" | tee /dev/stderr; }\n";
        using var run = await StartAsync(shell, awk, Section, "section sshdfiles sshd_find; sshd_contents");
        // What the script finds below our root counts as found below the host's.
        return new ScriptResult(FrameParser.Parse(Latin1.Encode(Latin1.Decode(run.Output).Replace(root, "")), run.Error, Mark), new ConnectionFacts());
    }

    private async Task<string> PatternsAsync(string awk, string commands)
    {
        using var run = await StartAsync("dash", awk, "", commands);
        Assert.Equal("", run.ErrorText);
        return run.OutputText;
    }

    private async Task<LocalShell> StartAsync(string shell, string awk, string before, string commands)
    {
        var program = Scripts.Shells.Find(awk);
        Assert.SkipWhen(program is null, awk + " is not installed");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.CreateSymbolicLink(Path.Combine(root, "bin/awk"), program!);
        var text = RemoteScript.Embedded("sshd-files.sh").Replace("/proc/self/mountinfo", root + "/mountinfo").Replace("/etc/ssh/", root + "/etc/ssh/");
        string[] words = [.. Scripts.Shells.Words(shell), "-c", before + text + commands];
        return await LocalShell.RunAsync(words, [], new Dictionary<string, string> { ["PATH"] = root + "/bin:/usr/bin:/bin", ["LC_ALL"] = "C", ["cos_root"] = root });
    }
}
