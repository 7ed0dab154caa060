using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-SshdOption on real hosts.</summary>
public sealed class SshdOptionTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("photon3", "PermitRootLogin", "yes", 122)]
    [InlineData("photon5", "MaxAuthTries", "4", 33)]
    [InlineData("cos", "PermitRootLogin", "no", 3)]
    public void The_line_that_decides_is_told(string kind, string name, string value, int line)
    {
        var option = Read(kind, name, "-Elevate");

        Assert.Equal((value, SettingSource.Sshd, "/etc/ssh/sshd_config", line, false), (option.Value, option.Source, option.File, option.Line, option.IsDefault));
        Assert.Empty(option.Unknown);
        Assert.Equal(kind != "cos", option.SurvivesReboot);
    }

    [Fact]
    public void Sshd_and_the_files_agree_on_every_host_of_the_lab()
    {
        var options = module.Run($"Get-SshdOption {string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}'"))} -Elevate {ModuleSession.Login}").Output.Select(output => (SshdOption)output.BaseObject).ToList();

        Assert.Equal(Lab.Hosts.Select(host => host.Address).Order(), options.Select(option => option.Address).Distinct().Order());
        Assert.All(options, option => Assert.True(option.Unknown.Count == 0, $"{option}: {string.Join("; ", option.Unknown)}"));
        Assert.All(options, option => Assert.NotNull(option.IsDefault));
        Assert.True(options.Count > 80 * Lab.Hosts.Count);
    }

    [Fact]
    public void A_drop_in_of_Flatcar_is_read_as_root_only()
    {
        var asRoot = Read("flatcar", "ClientAliveInterval", "-Elevate");
        Assert.Equal(("180", "/etc/ssh/sshd_config.d/50-flatcar-sshd.conf", true), (asRoot.Value, asRoot.File, asRoot.SurvivesReboot));

        var asUser = Read("flatcar", "ClientAliveInterval");
        Assert.Equal((null, null, null), (asUser.Value, asUser.Source, asUser.File));
        Assert.Equal(["/etc/ssh/sshd_config could not be read", "sshd itself is asked as root only: -Elevate does that"], asUser.Unknown.Select(unknown => unknown.Reason));
    }

    [Fact]
    public void Without_root_the_files_decide_where_they_can_be_read()
    {
        var option = Read("containerlinux", "PermitRootLogin");
        Assert.Equal(("prohibit-password", SettingSource.Default, true), (option.Value, option.Source, option.IsDefault));
        Assert.Equal(SettingSource.File, Read("containerlinux", "ClientAliveInterval").Source);
    }

    [Fact]
    public void Where_sudo_refuses_it_is_said()
    {
        var host = Lab.Host("debian");
        var option = (SshdOption)Assert.Single(module.Run($"Get-SshdOption nosudo@{host.Address} PermitRootLogin -Elevate {ModuleSession.Login}").Output).BaseObject;
        Assert.Equal(("prohibit-password", SettingSource.Default), (option.Value, option.Source));
        Assert.StartsWith("sshd itself could not be asked: ", Assert.Single(option.Unknown).Reason);
    }

    [Fact]
    public void What_sshd_was_started_with_beats_its_files()
    {
        var option = Read("debian", "MaxStartups", "-Elevate");
        Assert.Equal(("200:30:200", SettingSource.CommandLine, null), (option.Value, option.Source, option.File));
    }

    [Fact]
    public void RancherOS_decides_in_its_template_what_stays()
    {
        var host = Lab.Host("rancheros");
        var file = Path.Combine(host.Root, "etc/ssh/sshd_config");
        var before = File.ReadAllBytes(file);
        try
        {
            Assert.True(Read("rancheros", "PermitRootLogin", "-Elevate").SurvivesReboot);
            File.WriteAllText(file, "PermitRootLogin yes\n" + File.ReadAllText(file));
            var option = Read("rancheros", "PermitRootLogin", "-Elevate");
            Assert.Equal(("yes", false), (option.Value, option.SurvivesReboot));
            Assert.Contains("the first line wins: /etc/ssh/sshd_config line 1", Assert.Single(option.Shadowed).Reason);
        }
        finally
        {
            File.WriteAllBytes(file, before);
        }
    }

    [Fact]
    public void Match_counts_for_the_login_that_is_asked_about()
    {
        var host = Lab.Host("photon5");
        var folder = Directory.CreateDirectory(Path.Combine(host.Root, "etc/ssh/more.d"));
        var file = Path.Combine(host.Root, "etc/ssh/sshd_config");
        var before = File.ReadAllBytes(file);
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a b.conf"), "Match Group daemon Address 10.1.0.0/16\r\n  X11Forwarding = \"yes\"\r\n");
            File.AppendAllText(file, "Include more.d/*.conf\n");
            var option = Read("photon5", "X11Forwarding", "-User daemon -FromAddress 10.1.2.3");
            Assert.Equal(("yes", SettingSource.Sshd, "/etc/ssh/more.d/a b.conf", 2, "Match Group daemon Address 10.1.0.0/16"), (option.Value, option.Source, option.File, option.Line, option.Match));

            var root = Read("photon5", "X11Forwarding");
            Assert.Equal(("no", "Match Group daemon Address 10.1.0.0/16 is not met", "yes"), (root.Value, Assert.Single(root.Shadowed).Reason, Assert.Single(root.Otherwise).Value));
            Assert.Contains("the host has no account 'nobodyknows'", Read("photon5", "X11Forwarding", "-User nobodyknows").Unknown.Select(unknown => unknown.Reason));
        }
        finally
        {
            File.WriteAllBytes(file, before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_Match_of_one_account_decides_for_that_account()
    {
        var file = Path.Combine(Lab.Host("photon3").Root, "etc/ssh/sshd_config");
        var before = File.ReadAllBytes(file);
        try
        {
            File.AppendAllText(file, "Match User bin\nMaxSessions 3\n");
            var (bin, root) = (Read("photon3", "MaxSessions", "-User bin"), Read("photon3", "MaxSessions"));
            Assert.Equal(("3", SettingSource.Sshd, "Match User bin", "bin"), (bin.Value, bin.Source, bin.Match, bin.User));
            Assert.Equal(("10", null, "3"), (root.Value, root.Match, Assert.Single(root.Otherwise).Value));
        }
        finally
        {
            File.WriteAllBytes(file, before);
        }
    }

    [Fact]
    public void Patterns_stand_for_what_is_named_and_names_for_themselves()
    {
        var host = Lab.Host("containerlinux");
        string[] Names(string names) => [.. module.Run($"Get-SshdOption {host.User}@{host.Address} {names} {ModuleSession.Login}").Output.Select(output => ((SshdOption)output.BaseObject).Name)];

        Assert.Equal(["PrintLastLog", "PrintMotd"], Names("print*"));
        Assert.Equal(["PermitRootLogin", "PrintMotd"], Names("permitROOTlogin,PrintMotd"));
        var nothing = module.Run($"Get-SshdOption {host.User}@{host.Address} Permit* {ModuleSession.Login}");
        Assert.Empty(nothing.Output);
        Assert.Contains("nothing names such a keyword", Assert.Single(nothing.Warnings));
    }

    [Fact]
    public void A_keyword_that_OpenSSH_does_not_have_ends_the_call() =>
        Assert.StartsWith("UnknownSshdOption", Assert.Single(module.Engine.Run("Get-SshdOption nowhere.invalid PermitRootLogon").Errors).FullyQualifiedErrorId);

    [Fact]
    public void Keywords_are_completed()
    {
        var completed = module.Run("(TabExpansion2 'Get-SshdOption web1 -Name permitr' 33).CompletionMatches.CompletionText").Output.Select(output => output.ToString());
        Assert.Equal(["PermitRootLogin"], completed);
    }

    [Fact]
    public void The_table_names_the_host_once_and_the_line_of_each_keyword()
    {
        var host = Lab.Host("photon3");
        var text = module.Run($"Get-SshdOption {host.User}@{host.Address} MaxAuthTries,PermitRootLogin {ModuleSession.Login}").Rendered;
        Assert.Matches(@$"Host: {host.Address}, for root from 127\.\S+", text);
        Assert.Matches(@"PermitRootLogin +yes +Sshd +sshd_config:122", text);
    }

    private SshdOption Read(string kind, string name, string parameters = "")
    {
        var host = Lab.Host(kind);
        return (SshdOption)Assert.Single(module.Run($"Get-SshdOption {host.User}@{host.Address} {name} {ModuleSession.Login} {parameters}").Output).BaseObject;
    }
}
