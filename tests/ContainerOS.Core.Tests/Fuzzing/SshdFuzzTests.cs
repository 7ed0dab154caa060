using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Sshd;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using ContainerOS.Sshd.Reading;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>sshd's files, as hosts may send them.</summary>
public sealed class SshdFuzzTests
{
    private const string Main = "/etc/ssh/sshd_config";
    private static readonly SshdConnectionSpec Root = new("root") { Address = "10.0.0.1", Host = "10.0.0.1", LocalAddress = "10.0.0.2", LocalPort = 22, Groups = ["root"] };

    private static readonly string[] Files =
    [
        "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\nMatch User bob Address 10.0.0.0/8,!10.1.*\n  permitrootlogin=\"yes\" # why\nMatch all\nMaxAuthTries 3\n",
        "Port 22\r\nAllowUsers root 'a b'\r\nLoginGraceTime 1h30m\r\nForceCommand /bin/x \"y\"\r\nPermitRootLogin without-password", "",
    ];

    private static readonly string[] Words = ["\nMatch ", "\nInclude /etc/ssh/sshd_config\n", "Match all\n", "PermitRootLogin ", "Address 1.2.3.4/", "'", "\"", "\\", "#", "=", "\r", "\f", "\0", ",!"];

    [Fact]
    public void Any_file_is_read_and_edited_in_one_line() => Fuzz.Bytes("sshd files", 3000, Files.Select(Encoding.UTF8.GetBytes).ToList(), Words, (bytes, random) =>
    {
        var files = new SshdFiles(Main, [SshdFile.FromBytes(Main, bytes)], new Dictionary<string, IReadOnlyList<string>> { [Main] = [Main], ["/etc/ssh/sshd_config.d/*.conf"] = [] }) { Version = new SshdVersion(9, 2) };
        Assert.Equal(bytes, files.Find(Main)!.Bytes);
        var text = Latin1.Decode(bytes);
        Assert.Equal(text, string.Concat(files.Find(Main)!.Lines.Select(line => line.Text + line.End)));

        var wanted = random.Next(2) == 0 ? "yes" : "no";
        var edit = SshdEdit.Plan(files, "PermitRootLogin", wanted, Root);
        Fuzz.IsShowable(edit.Reason);
        Fuzz.IsShowable(edit.After);
        if (edit.Refusal is not null)
            return;
        Assert.Equal(wanted, SshdEvaluation.Of(edit.Files, "PermitRootLogin", Root).Value);
        if (edit.Kind == SshdEditKind.Insert)
            Assert.Equal(bytes, SshdEdit.Plan(edit.Files, "PermitRootLogin", null, Root).NewBytes);
        if (edit.Kind == SshdEditKind.Replace)
            Assert.Single(Latin1.Decode(edit.NewBytes!).Split('\n').Zip(text.Split('\n')), pair => pair.First != pair.Second);
    });

    [Fact]
    public void Any_answer_makes_a_report_that_can_be_shown() => Fuzz.Bytes("sshd answers", 600,
        ["main=/etc/ssh/sshd_config\ntemplate=/etc/ssh/sshd_config.tpl\npattern=/etc/ssh/sshd_config.d/*.conf\nplace=/etc/ssh/sshd_config.d\nmatch=/etc/ssh/sshd_config.d/a.conf\nlink=/etc/ssh/sshd_config\ntarget=/usr/x\nmount=8:1 / / rw ext4 /dev/sda1 rw\n"u8.ToArray(),
            .. Files.Select(Encoding.UTF8.GetBytes), "permitrootlogin no\nport 22\n"u8.ToArray(), "connection=10.0.0.1 1 10.0.0.2 22\ngroups=root\nrunning=sshd: /usr/sbin/sshd -D -o MaxStartups=200 [listener]\n"u8.ToArray()],
        [.. Words, "\nmain=", "\nmatch=/etc/ssh/sshd_config\n", "\nhidden=x\n", "=", "/"], (bytes, random) =>
        {
            var content = new FrameContent { IsStarted = true, ExitCode = 0 };
            foreach (var name in new[] { "facts", "os", "sshdfiles", "sshdpath1", "sshdfile1", "sshdpath2", "sshdfile2", "effective" })
            {
                var good = name switch { "sshdfiles" => "main=/etc/ssh/sshd_config\n", "sshdpath1" => Main, "sshdfile1" => Files[0], _ => "" };
                content.Sections[name] = new ScriptSection(name, random.Next(3) == 0 ? bytes : Encoding.UTF8.GetBytes(good), bytes, random.Next(4) == 0 ? null : 0);
            }

            var result = new ScriptResult(content, new ConnectionFacts { UserName = "root" });
            var report = SshdReportBuilder.Build(new HostTarget("web1", "web1"), result, SshdSnapshot.Read(result, "root", null), elevated: true);
            Fuzz.IsShowable(report.Problem);
            foreach (var option in report.Options)
            {
                foreach (var shown in new[] { option.Value, option.File, option.Match, option.FromAddress }.Concat(option.Unknown.Select(unknown => unknown.Reason)).Concat(option.Shadowed.Concat(option.Otherwise).Take(100).Select(line => line.ToString())))
                    Fuzz.IsShowable(shown);
                Assert.True(option.Value is not null || option.Unknown.Count > 0);
            }
        });

    [Fact]
    public void Lines_that_a_probe_found() => Fuzz.Text("sshd_config", 6000,
        ["/etc/ssh/sshd_config:1:Include /etc/ssh/sshd_config.d/*.conf\n/etc/ssh/sshd_config:12:PermitRootLogin no\n/etc/ssh/sshd_config:30:Match User bob\n/etc/ssh/sshd_config.d/a.conf:1:permitrootlogin=\"yes\" # why\n"],
        ["\n/etc/ssh/sshd_config:3:Include /etc/ssh/sshd_config\n", "Include \"sshd_config.d/a.conf\" a.conf\n", "\n/a:1:match all", "'", "\"", "#"], (text, random) =>
        {
            string[] files = [Main, "/etc/ssh/sshd_config.d/a.conf", "/etc/ssh/a.conf"];
            var evaluation = SshdEvaluation.Of(FoundLines.Read(files[0], text.Split('\n'), files.Take(random.Next(4)).ToList(), files.Skip(2).ToList(), new SshdVersion(9, 2)), "PermitRootLogin", Root);
            Fuzz.IsShowable(evaluation.Value);
            Fuzz.IsShowable(evaluation.Unknown);
            Assert.True(evaluation.Value is null == evaluation.Unknown is not null);
        });
}
