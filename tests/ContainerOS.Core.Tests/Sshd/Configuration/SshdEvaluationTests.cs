using System.Linq;
using ContainerOS.Sshd.Configuration;
using Xunit;

namespace ContainerOS.Tests.Sshd.Configuration;

public sealed class SshdEvaluationTests
{
    private const string Include = "Include /etc/ssh/sshd_config.d/*.conf\n";

    [Fact]
    public void The_line_that_decides_and_those_that_do_not_are_told()
    {
        var evaluation = FileSet.Of("# x\nPermitRootLogin no\nPort 22\nPermitRootLogin yes\nMatch User kim\n PermitRootLogin yes\n").RootLogin();

        Assert.Equal("no", evaluation.Value);
        Assert.Equal("/etc/ssh/sshd_config line 2", Assert.Single(evaluation.Deciding).ToString());
        Assert.Equal([(4, "the first line wins: /etc/ssh/sshd_config line 2"), (6, "Match User kim is not met")], evaluation.Shadowed.Select(line => (line.Setting.Line.Number, line.Reason)));
        Assert.Equal(["/etc/ssh/sshd_config line 6"], evaluation.Otherwise.Select(line => line.ToString()));
    }

    [Fact]
    public void Where_a_Match_decides_others_have_what_is_outside_of_it()
    {
        var evaluation = FileSet.Of("PermitRootLogin no\nMatch Address 10.0.0.0/8\nPermitRootLogin yes\nMatch User root\nPermitRootLogin no\n").RootLogin();

        Assert.True(evaluation.IsByMatch);
        Assert.Equal(("yes", 3), (evaluation.Value, evaluation.Deciding[0].Line.Number));
        Assert.Equal(["the Match block at /etc/ssh/sshd_config line 2 decides", "the first line wins: /etc/ssh/sshd_config line 3"], evaluation.Shadowed.Select(line => line.Reason));
        Assert.Equal(1, Assert.Single(evaluation.Otherwise).Line.Number);
    }

    [Theory]
    [InlineData("OpenSSH_6.9p1", "yes")]
    [InlineData("OpenSSH_7.0", "prohibit-password")]
    [InlineData("OpenSSH_10.0p2", "prohibit-password")]
    [InlineData("dropbear_2022.83", null)]
    [InlineData(null, null)]
    public void The_default_is_the_versions_own(string? version, string? expected)
    {
        var evaluation = FileSet.Of("Port 22\n", version).RootLogin();

        Assert.True(evaluation.IsDefault);
        Assert.Equal(expected, evaluation.Value);
    }

    [Theory]
    [InlineData("Match Group wheel", "Match group asks for what is not known")]
    [InlineData("Match Host *.example.com", "Match host asks for what is not known")]
    [InlineData("Match LocalAddress 10.0.0.0/8 User root", "Match localaddress asks for what is not known")]
    [InlineData("Match invalid-user", "Match invalid-user can be told by sshd only")]
    [InlineData("Match User root Version 3*", "Match version can be told by sshd only")]
    public void What_Match_asks_may_not_be_known(string match, string reason)
    {
        var evaluation = SshdEvaluation.Of(FileSet.Of($"PermitRootLogin no\n{match}\nPermitRootLogin yes\n"), "PermitRootLogin", new SshdConnectionSpec("root"));

        Assert.Null(evaluation.Value);
        Assert.Equal("/etc/ssh/sshd_config line 2: " + reason, evaluation.Unknown);
        Assert.Contains("is met is not known", evaluation.Shadowed.Last().Reason);
    }

    [Theory]
    [InlineData("PermitRootLogin no\nMatch Group wheel\nPermitRootLogin no\n")] // the same either way
    [InlineData("PermitRootLogin no\nMatch Group wheel User kim\nPermitRootLogin yes\n")] // not met whatever the groups are
    [InlineData("Match User root\nPermitRootLogin no\nMatch Group wheel\nPermitRootLogin yes\n")] // decided before
    [InlineData("PermitRootLogin no\nMatch Group wheel\nX11Forwarding yes\n")]
    public void What_is_not_known_may_not_matter(string text) =>
        Assert.Equal("no", SshdEvaluation.Of(FileSet.Of(text), "PermitRootLogin", new SshdConnectionSpec("root")).Value);

    [Theory]
    [InlineData(Include + "PermitRootLogin no\n", "/etc/ssh/sshd_config.d/a.conf could not be read")]
    [InlineData("PermitRootLogin no\n" + Include, "/etc/ssh/sshd_config.d/a.conf could not be read")] // it may hold a Match
    [InlineData("Match User root\n" + Include + "PermitRootLogin no\n", "/etc/ssh/sshd_config.d/a.conf could not be read")]
    [InlineData("Match User root\nPermitRootLogin no\n" + Include, null)]
    [InlineData("PermitRootLogin no\nMatch User kim\n" + Include, null)]
    public void A_file_that_cannot_be_read_may_decide(string main, string? reason)
    {
        var evaluation = FileSet.Of([new SshdFile(FileSet.Main, main), SshdFile.Unreadable("/etc/ssh/sshd_config.d/a.conf")]).RootLogin();

        Assert.Equal(reason, evaluation.Unknown);
        Assert.Equal(reason is null ? "no" : null, evaluation.Value);
    }

    [Fact]
    public void A_keyword_that_no_Match_may_hold_is_known_before_what_cannot_be_read() =>
        Assert.Equal("no", SshdEvaluation.Of(FileSet.Of([new SshdFile(FileSet.Main, "UseDNS no\n" + Include), SshdFile.Unreadable("/etc/ssh/sshd_config.d/a.conf")]), "UseDNS", FileSet.Root).Value);

    [Fact]
    public void A_pattern_that_the_host_was_not_asked_for_is_a_gap() =>
        Assert.Equal("/etc/ssh/sshd_config line 1 includes /etc/x, which could not be read", new SshdFiles(FileSet.Main, [new SshdFile(FileSet.Main, "Include /etc/x\n")], new System.Collections.Generic.Dictionary<string, System.Collections.Generic.IReadOnlyList<string>>()).RootLogin().Unknown);

    [Fact]
    public void Where_Include_is_not_known_sshd_refuses_it() =>
        Assert.Contains("OpenSSH 7.8 does not know", FileSet.Of(Include, "OpenSSH_7.8").RootLogin().Unknown);

    [Fact]
    public void NUL_characters_are_not_guessed_at() => Assert.Equal("/etc/ssh/sshd_config holds NUL characters", FileSet.Of("PermitRootLogin no\0\n").RootLogin().Unknown);

    [Theory]
    [InlineData("OpenSSH_9.2", "5:30:5")]
    [InlineData("OpenSSH_10.1", "10:30:60")]
    public void Which_of_several_lines_counts_depends_on_the_version(string version, string expected) =>
        Assert.Equal(expected, SshdEvaluation.Of(FileSet.Of("MaxStartups 10:30:60\nMaxStartups 5\n", version), "MaxStartups", FileSet.Root).Value);

    [Fact]
    public void The_lines_of_a_template_are_not_sshds()
    {
        var files = FileSet.Of("{{- if .Port}}\nPort {{.Port}}\n{{- end}}\nPermitRootLogin no\n");
        var template = new SshdFiles(files.MainFile, files.All, new System.Collections.Generic.Dictionary<string, System.Collections.Generic.IReadOnlyList<string>>()) { IsTemplate = true };

        Assert.Equal("no", template.RootLogin().Value);
    }
}
