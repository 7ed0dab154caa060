using System.Collections.Generic;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using Xunit;

namespace ContainerOS.Tests.Sshd.Configuration;

public sealed class SshdEditTests
{
    private const string Include = "Include /etc/ssh/sshd_config.d/*.conf\n";
    private const string Marker = "# Added by ContainerOS. Set-RootSshLogin -Value Default removes it.";
    private const string DropIn = "/etc/ssh/sshd_config.d/50-vendor.conf";

    [Theory]
    [InlineData("  permitROOTlogin =\t\"no\"  # why\r\nPort 22", "  permitROOTlogin =\t\"yes\"  # why\r\nPort 22")]
    [InlineData("PermitRootLogin no\nPermitRootLogin no\n", "PermitRootLogin yes\nPermitRootLogin no\n")]
    [InlineData("PermitRootLogin no\nMatch User root\n\tPermitRootLogin 'no'\n", "PermitRootLogin no\nMatch User root\n\tPermitRootLogin 'yes'\n")]
    [InlineData("# \u00ff\u00e4\nPermitRootLogin no", "# \u00ff\u00e4\nPermitRootLogin yes")]
    [InlineData("Match User kim\nPermitRootLogin no\nMatch all\nPermitRootLogin no\n", "Match User kim\nPermitRootLogin no\nMatch all\nPermitRootLogin yes\n")]
    public void The_line_that_wins_changes_and_nothing_else(string before, string after)
    {
        var edit = Plan(FileSet.Of(before), "yes");

        Assert.Equal(SshdEditKind.Replace, edit.Kind);
        Assert.Equal(after, Text(edit));
        Assert.Equal(FileSet.Main, edit.Path);
    }

    [Theory]
    [InlineData("", Marker + "\nPermitRootLogin yes\n", 2)]
    [InlineData("Port 22\n", "Port 22\n" + Marker + "\nPermitRootLogin yes\n", 3)]
    [InlineData("Port 22", Marker + "\nPermitRootLogin yes\nPort 22", 2)]
    [InlineData("UsePAM yes\r\nPort 22\r\n", "UsePAM yes\r\nPort 22\r\n" + Marker + "\r\nPermitRootLogin yes\r\n", 4)]
    [InlineData("UsePAM yes\r\nPort 22", "UsePAM yes\r\n" + Marker + "\r\nPermitRootLogin yes\r\nPort 22", 3)]
    [InlineData("Port 22\nMatch User kim\nPermitRootLogin yes\n", "Port 22\n" + Marker + "\nPermitRootLogin yes\nMatch User kim\nPermitRootLogin yes\n", 3)]
    [InlineData("Port 22\n  " + Include + "Match all\n", "Port 22\n" + Marker + "\nPermitRootLogin yes\n  " + Include + "Match all\n", 3)]
    [InlineData("#PermitRootLogin no\nMatch User kim", "#PermitRootLogin no\n" + Marker + "\nPermitRootLogin yes\nMatch User kim", 3)]
    public void A_line_comes_in_before_what_would_beat_or_scope_it_and_goes_without_a_trace(string before, string after, int line)
    {
        var edit = Plan(FileSet.Of(before), "yes");

        Assert.Equal((SshdEditKind.Insert, line, null, "PermitRootLogin yes"), (edit.Kind, edit.Line, edit.Before, edit.After));
        Assert.Equal(after, Text(edit));
        var back = Plan(edit.Files, null);
        Assert.Equal((SshdEditKind.Remove, line, "PermitRootLogin yes", null), (back.Kind, back.Line, back.Before, back.After));
        Assert.Equal(before, Text(back));
        Assert.Empty(back.Warnings);
    }

    [Fact]
    public void A_line_of_ours_is_ours_with_another_value_too()
    {
        var edit = Plan(Plan(Plan(FileSet.Of("Port 22\n"), "yes").Files, "no").Files, null);

        Assert.Equal(SshdEditKind.Remove, edit.Kind);
        Assert.Equal("Port 22\n", Text(edit));
    }

    [Theory]
    [InlineData("yes", "YES")]
    [InlineData("prohibit-password", "without-password")]
    [InlineData("Without-Password", "prohibit-password")]
    public void What_is_there_already_is_left_alone(string wanted, string there)
    {
        var edit = Plan(FileSet.Of($"PermitRootLogin {there}\n"), wanted);

        Assert.Equal((SshdEditKind.None, null, null), (edit.Kind, edit.Path, edit.Refusal));
    }

    [Fact]
    public void The_default_too()
    {
        Assert.Equal(SshdEditKind.None, Plan(FileSet.Of("Port 22\n"), "prohibit-password").Kind);
        Assert.Equal(SshdEditKind.None, Plan(FileSet.Of("Port 22\n"), null).Kind);
        Assert.Equal(SshdEditKind.Insert, Plan(FileSet.Of("Port 22\n", version: null), "prohibit-password").Kind); // of an sshd that is not known
    }

    [Fact]
    public void An_administrators_line_gets_the_default_as_its_value()
    {
        var edit = Plan(FileSet.Of("PermitRootLogin yes\n"), null);

        Assert.Equal("PermitRootLogin prohibit-password\n", Text(edit));
        Assert.Equal("/etc/ssh/sshd_config line 1 is not a line of ours: it stays, with OpenSSH's default 'prohibit-password'", Assert.Single(edit.Warnings));
    }

    [Fact]
    public void What_decides_without_our_line_is_told()
    {
        var edit = Plan(FileSet.Of($"{Marker}\nPermitRootLogin no\nPermitRootLogin yes\n"), null);

        Assert.Equal("PermitRootLogin yes\n", Text(edit));
        Assert.Equal("without the line of ours /etc/ssh/sshd_config line 1 decides: PermitRootLogin is 'yes' then", Assert.Single(edit.Warnings));
    }

    [Fact]
    public void A_read_only_drop_in_is_beaten()
    {
        var edit = Plan(FileSet.Of([new SshdFile(FileSet.Main, "Port 22\n" + Include), new SshdFile(DropIn, "PermitRootLogin no\n") { IsWritable = false }]), "yes");

        Assert.Equal((FileSet.Main, 3), (edit.Path, edit.Line));
        Assert.Equal($"Port 22\n{Marker}\nPermitRootLogin yes\n{Include}", Text(edit));
    }

    [Fact]
    public void A_drop_in_that_can_be_written_is_changed_where_it_wins()
    {
        var edit = Plan(FileSet.Of([new SshdFile(FileSet.Main, Include), new SshdFile(DropIn, "X11Forwarding no\nPermitRootLogin no")]), "yes");

        Assert.Equal((DropIn, 2, "X11Forwarding no\nPermitRootLogin yes"), (edit.Path, edit.Line, Text(edit)));
    }

    [Theory]
    [InlineData("Subsystem sftp internal-sftp\n", SshdEditKind.Insert)]
    [InlineData("PermitRootLogin no\n", SshdEditKind.Replace)]
    public void A_link_into_a_read_only_place_gives_way_to_a_file(string text, SshdEditKind kind)
    {
        var edit = Plan(FileSet.Of([new SshdFile(FileSet.Main, text) { LinkTarget = "/usr/share/ssh/sshd_config", IsWritable = false }]), "yes");

        Assert.Equal((kind, FileSet.Main, true), (edit.Kind, edit.Path, edit.ReplacesLink));
    }

    [Fact]
    public void A_link_to_where_files_can_be_written_stays()
    {
        var edit = Plan(FileSet.Of([new SshdFile(FileSet.Main, "PermitRootLogin no\n") { LinkTarget = "/etc/other", IsWritable = true }]), "yes");

        Assert.Equal(("/etc/other", false), (edit.Path, edit.ReplacesLink));
    }

    [Fact]
    public void A_main_file_that_is_missing_is_made_and_goes_again()
    {
        var edit = Plan(new SshdFiles(FileSet.Main, [], new Dictionary<string, IReadOnlyList<string>>()) { Version = new SshdVersion(9, 2) }, "no");

        Assert.Equal("# Added by ContainerOS. Set-RootSshLogin -Value Default removes it, and this file.\nPermitRootLogin no\n", Text(edit));
        var back = Plan(edit.Files, null);
        Assert.Equal((true, FileSet.Main, null), (back.DeletesFile, back.Path, back.NewBytes));
    }

    [Fact]
    public void Where_the_main_file_is_the_systems_a_drop_in_is_made_and_goes_again()
    {
        var shipped = FileSet.Of([new SshdFile("/usr/etc/ssh/sshd_config", Include + "PermitRootLogin no\n") { IsWritable = false }]);
        var files = new SshdFiles(shipped.MainFile, shipped.All, new Dictionary<string, IReadOnlyList<string>> { ["/etc/ssh/sshd_config.d/*.conf"] = [] }) { Version = shipped.Version, Places = new Dictionary<string, bool> { ["/etc/ssh/sshd_config.d"] = true } };
        var edit = Plan(files, "yes");

        Assert.Equal((SshdEditKind.Insert, "/etc/ssh/sshd_config.d/00-containeros.conf", "yes"), (edit.Kind, edit.Path, edit.Files.RootLogin().Value));
        Assert.True(Plan(edit.Files, null).DeletesFile);
    }

    [Theory]
    [InlineData("PermitRootLogin", "sometimes", SshdEditRefusal.InvalidValue)]
    [InlineData("PermitRootLogin", "yes\nPort 3", SshdEditRefusal.InvalidValue)]
    [InlineData("PermitRootLogin", "yes no", SshdEditRefusal.InvalidValue)]
    [InlineData("PermitRootLogin", "", SshdEditRefusal.InvalidValue)]
    [InlineData("Banner", "/etc/\u20ac", SshdEditRefusal.InvalidValue)]
    [InlineData("AllowUsers", "kim", SshdEditRefusal.SeveralLines)]
    [InlineData("AllowUsers", null, SshdEditRefusal.SeveralLines)]
    [InlineData("DenyUsers", null, SshdEditRefusal.DefaultUnknown)]
    public void What_cannot_be_done_is_refused(string keyword, string? value, SshdEditRefusal refusal)
    {
        var edit = SshdEdit.Plan(FileSet.Of("AllowUsers a\nAllowUsers b\nDenyUsers x\n"), keyword, value, FileSet.Root);

        Assert.Equal((SshdEditKind.None, refusal, null, null), (edit.Kind, edit.Refusal, edit.Path, edit.NewBytes));
        Assert.NotEmpty(edit.Reason!);
    }

    [Fact]
    public void Files_that_sshd_refuses_are_not_edited() => Assert.Equal(SshdEditRefusal.BrokenFiles, Plan(FileSet.Of("MaxAuthTries x\n"), "yes").Refusal);

    [Fact]
    public void What_may_decide_otherwise_makes_an_edit_useless()
    {
        var edit = SshdEdit.Plan(FileSet.Of("Match Group wheel\nPermitRootLogin no\n"), "PermitRootLogin", "yes", new SshdConnectionSpec("root"));

        Assert.Equal(SshdEditRefusal.NotEffective, edit.Refusal);
        Assert.Contains("Match group", edit.Reason);
    }

    [Fact]
    public void A_read_only_Match_block_cannot_be_beaten() =>
        Assert.Equal(SshdEditRefusal.NotEffective, Plan(FileSet.Of([new SshdFile(FileSet.Main, Include), new SshdFile(DropIn, "Match User root\nPermitRootLogin no\n") { IsWritable = false }]), "yes").Refusal);

    [Fact]
    public void Nothing_that_can_be_written() => Assert.Equal(SshdEditRefusal.NotWritable, Plan(FileSet.Of([new SshdFile(FileSet.Main, "PermitRootLogin no\n") { IsWritable = false }]), "yes").Refusal);

    [Theory]
    [InlineData("ForceCommand", "/bin/echo \"a b\" # c", "ForceCommand  /bin/true\n", "ForceCommand  /bin/echo \"a b\" # c\n")]
    [InlineData("AllowUsers", "kim lee", "AllowUsers\t\"a b\" c # x\n", "AllowUsers\tkim lee # x\n")]
    [InlineData("Banner", "\"/etc/my issue\"", "Banner \"/etc/issue\"\n", "Banner \"/etc/my issue\"\n")]
    [InlineData("LoginGraceTime", "90", "LoginGraceTime 2m\n", "LoginGraceTime 90\n")]
    [InlineData("MaxStartups", "20:30:200", "MaxStartups 5\nMaxStartups 6\n", "MaxStartups 5\nMaxStartups 20:30:200\n")]
    [InlineData("MaxAuthTries", "3", "Port 22\n", "Port 22\n# Added by ContainerOS. Set-SshdOption -Name MaxAuthTries -Value Default removes it.\nMaxAuthTries 3\n")]
    public void Other_keywords(string keyword, string value, string before, string after) =>
        Assert.Equal(after, Text(SshdEdit.Plan(FileSet.Of(before), keyword, value, FileSet.Root)));

    [Fact]
    public void Times_that_mean_the_same_are_the_same() => Assert.Equal(SshdEditKind.None, SshdEdit.Plan(FileSet.Of("LoginGraceTime 2m\n"), "LoginGraceTime", "120", FileSet.Root).Kind);

    private static SshdEdit Plan(SshdFiles files, string? value) => SshdEdit.Plan(files, "PermitRootLogin", value, FileSet.Root);

    private static string Text(SshdEdit edit)
    {
        Assert.Null(edit.Reason);
        return Latin1.Decode(edit.NewBytes!);
    }
}
