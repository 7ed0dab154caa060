using System.Linq;
using ContainerOS.Access;
using Xunit;

namespace ContainerOS.Tests.Access;

/// <summary>What sudo's rules are read as. kim is in wheel, bob has wheel as own group, lee's password is locked.</summary>
public sealed class SudoersTests
{
    [Theory]
    [InlineData("kim ALL=(ALL) NOPASSWD: ALL", "kim yes without a password")]
    [InlineData("kim ALL=(ALL:ALL) ALL", "kim yes with its password")]
    [InlineData("kim\tALL = ( root ) ALL # everything", "kim yes with its password")]
    [InlineData("kim ALL=ALL", "kim yes with its password")]
    [InlineData("%wheel ALL=(ALL) NOPASSWD:ALL", "kim yes without a password|bob yes without a password")]
    [InlineData("%#10 ALL=(ALL) NOPASSWD:ALL", "kim yes without a password|bob yes without a password")]
    [InlineData("#1001 ALL=(ALL) NOPASSWD:ALL", "lee yes without a password")]
    [InlineData("\"kim\", lee ALL=(ALL) NOPASSWD:ALL", "kim yes without a password|lee yes without a password")]
    [InlineData("ALL, !lee, !bob ALL=(ALL) NOPASSWD:ALL", "kim yes without a password")]
    [InlineData("%wheel, !kim ALL=(ALL) NOPASSWD:ALL", "bob yes without a password")]
    [InlineData("kim ALL=(ALL) \\\n  NOPASSWD: \\\n ALL", "kim yes without a password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: ALL\r\n", "kim yes without a password")]
    [InlineData("kim ALL=(nobody) ALL", "")]
    [InlineData("kim ALL=(ALL, !root) ALL", "")]
    [InlineData("kim ALL=(:docker) ALL", "")]
    [InlineData("kim ALL=() ALL", "")]
    [InlineData("kim ALL=(nobody) /bin/ls, (root) NOPASSWD: ALL", "kim yes without a password")]
    [InlineData("kim web1=(ALL) NOPASSWD:ALL", "kim yes without a password")]
    [InlineData("kim WEB*=(ALL) NOPASSWD:ALL", "kim yes without a password")]
    [InlineData("kim web2, !web1=(ALL) NOPASSWD:ALL", "")]
    [InlineData("kim ALL, !web1=(ALL) NOPASSWD:ALL", "")]
    [InlineData("kim web2=ALL : web1 = NOPASSWD: ALL", "kim yes without a password")]
    [InlineData("kim 10.0.0.0/8=(ALL) NOPASSWD:ALL", "kim ? without a password")]
    [InlineData("kim +servers=(ALL) NOPASSWD:ALL", "kim ? without a password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: /usr/bin/systemctl restart web\\,api, /usr/bin/vi", "kim ? /usr/bin/systemctl restart web\\,api, /usr/bin/vi, without a password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: ALL, !/bin/su, !SHELLS\nCmnd_Alias SHELLS = /bin/sh, /bin/bash", "kim yes !/bin/su, !/bin/sh, !/bin/bash, without a password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: ALL\nkim ALL=(ALL) ALL", "kim yes with its password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: ALL\nkim ALL=(ALL) !ALL", "kim no ")]
    [InlineData("kim ALL=(ALL) NOPASSWD: /bin/ls\nkim ALL=(ALL) ALL", "kim yes with its password")]
    [InlineData("User_Alias ADMINS = kim, OTHERS : OTHERS = lee\nRunas_Alias UP = root\nHost_Alias WEB = web1, web2\nCmnd_Alias EVERY = ALL\nADMINS WEB=(UP) NOPASSWD: EVERY", "kim yes without a password|lee yes without a password")]
    [InlineData("kim ALL=(ALL) TIMEOUT=10 CWD=/ NOEXEC: NOPASSWD: SETENV: ALL", "kim yes without a password")]
    [InlineData("kim ALL=(ALL) NOTAFTER=20200101000000Z NOPASSWD: ALL", "kim ? without a password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: sha224:aGVsbG8=, sha256:aGVsbG8= /bin/sh", "kim ? /bin/sh, without a password")]
    [InlineData("kim ALL=(ALL) sudoedit /etc/motd", "kim ? sudoedit /etc/motd, with its password")]
    [InlineData("kim ALL=(ALL) NOPASSWD: ^/bin/(ls|cat)$", "kim ? ^/bin/(ls|cat)$, without a password")]
    [InlineData("Defaults !authenticate\nkim ALL=(ALL) ALL", "kim yes without a password")]
    [InlineData("Defaults:lee !authenticate\nkim, lee ALL=(ALL) ALL", "kim yes with its password|lee yes without a password")]
    [InlineData("Defaults targetpw, env_keep += \"A,B\", !lecture\nkim ALL=(ALL) ALL", "kim yes with the password of root")]
    [InlineData("Defaults rootpw\nkim ALL=(ALL) ALL", "kim yes with the password of root")]
    [InlineData("Defaults runas_default=nobody\nkim ALL=ALL", "")]
    [InlineData("lee ALL=(ALL) ALL", "lee ? with its password")]
    [InlineData("root ALL=(ALL) ALL", "")]
    [InlineData("# kim ALL=(ALL) ALL\n#kim ALL=ALL\n", "")]
    [InlineData("%nobodyhasit ALL=(ALL) ALL", "")]
    [InlineData("Defaults secure_path=\"/usr/bin:/bin\"\nDefaults@web1 mailto = a@b\nDefaults!/bin/su !syslog\nDefaults>root noexec\n", "")]
    public void Rules_are_read_as_sudo_reads_them(string text, string expected) => Assert.Equal(expected, Told(new AccessHost().Sudoers("/etc/sudoers", text)));

    [Theory]
    [InlineData("kim ALL", "'=' is missing")]
    [InlineData("kim ALL=(ALL", "')' is missing")]
    [InlineData("kim ALL=", "there is no command")]
    [InlineData("kim ALL=(ALL) vi", "what stands for the command is none")]
    [InlineData("\"kim ALL=ALL", "a quote is not closed")]
    [InlineData("kim ALL=(ALL) ALL ALL", "what stands for the command is none")]
    [InlineData("User_Alias admins = kim", "the name of the alias is none")]
    [InlineData("Defaults", "it ends too early")]
    [InlineData("Defaults =", "a setting cannot be read")]
    [InlineData("kim fe80::1=ALL", "'=' is missing")]
    [InlineData("@include \"/etc/more", "what it includes cannot be read")]
    [InlineData("@include /etc/sudoers.more", "/etc/sudoers.more is not there")]
    [InlineData("#includedir /etc/none.d", "the folder /etc/none.d could not be read")]
    public void What_cannot_be_read_is_a_row(string line, string reason)
    {
        var row = Assert.Single(Rows(new AccessHost().Sudoers("/etc/sudoers", $"# first\n{line}\n")));
        Assert.Equal((null, null, "/etc/sudoers", 2), (row.Principal, row.Allowed, row.File, row.Line));
        Assert.Equal($"/etc/sudoers line 2 cannot be read: {reason}", row.DecidedBy);
        Assert.Equal(line, row.Detail);
    }

    [Fact]
    public void Files_that_include_each_other_over_and_over_come_to_an_end()
    {
        var twice = new AccessHost().Sudoers("/etc/sudoers", "@include /etc/0\n");
        for (var i = 0; i < 40; i++)
            twice.Sudoers($"/etc/{i}", $"@include /etc/{i + 1}\n@include /etc/{i + 1}\n");
        Assert.Contains(twice.Policy().Problems, problem => problem.Reason == "there are too many files");

        var each = new AccessHost().Sudoers("/etc/sudoers", "@include /etc/a\n@include /etc/a\n").Sudoers("/etc/a", "@include /etc/sudoers\nroot ALL=ALL\n").Policy();
        Assert.Equal(["it includes itself", "it includes itself"], each.Problems.Select(problem => problem.Reason));
        Assert.Equal(2, each.Rules.Count);
    }

    [Fact]
    public void Included_files_come_where_they_are_included()
    {
        var host = new AccessHost().Privilege("dir", "dir=/etc/sudoers.d").Sudoers("/etc/sudoers", "kim ALL=(ALL) NOPASSWD: ALL\n@includedir sudoers.d\n#include /etc/%h.rules\n")
            .Sudoers("/etc/sudoers.d/20", "kim ALL=(ALL) !ALL\n").Sudoers("/etc/sudoers.d/10", "lee ALL=(ALL) NOPASSWD: ALL\n").Sudoers("/etc/web1.rules", "bob ALL=(ALL) NOPASSWD: ALL\n");
        Assert.Equal("kim no |lee yes without a password|bob yes without a password", Told(host));
        Assert.Equal(("/etc/sudoers.d/10", 1), (Rows(host)[1].File, Rows(host)[1].Line));
    }

    [Fact]
    public void A_file_that_includes_itself_ends()
    {
        Assert.Contains("it includes itself", Assert.Single(Rows(new AccessHost().Sudoers("/etc/sudoers", "@include /etc/sudoers\n"))).DecidedBy);
    }

    [Fact]
    public void Rules_that_are_out_of_sight_are_a_row()
    {
        Assert.Equal("/etc/sudoers is not there", Assert.Single(Rows(new AccessHost())).DecidedBy);
        Assert.Empty(Rows(new AccessHost().Privilege("sudo")));
    }

    [Fact]
    public void Netgroups_and_groups_of_elsewhere_are_rows()
    {
        var host = new AccessHost().Say("source=group sss").Sudoers("/etc/sudoers", "+admins, %domain\\ admins ALL=(ALL) ALL\nkim ALL=(ALL) NOPASSWD: ALL\n");
        Assert.Equal("kim yes without a password|+admins ? |%domain admins ? ", string.Join("|", Rows(host).Select(row => $"{row.Principal} {Say(row)} {(row.LoginBy is null ? "" : row.Detail)}")));
        Assert.Contains(host.Rows(), row => row.Kind == AccessKind.Other && row.DecidedBy.Contains("sss"));
    }

    private static System.Collections.Generic.IReadOnlyList<AccessRow> Rows(AccessHost host) => host.Rows().Where(row => row.Kind == AccessKind.Sudo).ToList();

    private static string Told(AccessHost host) => string.Join("|", Rows(host).Select(row => $"{row.Principal} {Say(row)} {row.Detail}"));

    private static string Say(AccessRow row) => row.Allowed switch { true => "yes", false => "no", null => "?" };
}
