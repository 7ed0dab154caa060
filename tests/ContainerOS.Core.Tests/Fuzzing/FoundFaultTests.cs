using System;
using System.IO;
using System.Linq;
using System.Text;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Sshd;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Faults that fuzzing has found, one case each.</summary>
public sealed class FoundFaultTests
{
    [Fact]
    public void Digits_of_other_scripts_are_no_numbers()
    {
        const string Foreign = "\u0661\u0662";
        var info = new Answer().Fact("kernel", $"{Foreign}.{Foreign}").Fact("cpus", "0-" + Foreign).Fact("uptime", Foreign).Fact("mem", $"MemTotal:  {Foreign} kB").Fact("load", $"{Foreign} 1 1")
            .Section("clock", Foreign + "\n").Section("disks", $"x\n/dev/sda3 {Foreign} {Foreign} {Foreign} 25% /\n").Read();
        Assert.Equal((null, null, null, null, null), (info.KernelVersion, info.ProcessorCount, info.Uptime, info.MemoryTotalBytes, info.ClockSkew));
        Assert.Null(info.LoadAverage);
        Assert.Empty(info.FileSystems);
        Assert.Null(LeadingVersion.OfOpenSsh($"OpenSSH_{Foreign}.{Foreign}"));
    }

    [Theory]
    [InlineData("[10.0.0.7]:99999999999")]
    [InlineData("[10.0.0.7]:0")]
    [InlineData("[10.0.0.7]:\u0661")]
    public void A_port_that_is_none_is_unknown(string where) =>
        Assert.Null(new OpenSshLog($"Authenticated to web1 ({where}) using \"publickey\".\n").Facts().Port);

    [Fact]
    public void Files_that_include_themselves_are_a_gap_at_once()
    {
        var lines = Enumerable.Range(1, 30).Select(number => $"/etc/ssh/sshd_config:{number}:Include /etc/ssh/sshd_config").Append("/etc/ssh/sshd_config:31:PermitRootLogin yes");
        var files = FoundLines.Read("/etc/ssh/sshd_config", lines, ["/etc/ssh/sshd_config"], [], null);
        Assert.Contains("Include within each other", SshdEvaluation.Of(files, "PermitRootLogin", new SshdConnectionSpec("root")).Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Ssh_config_that_includes_itself_is_read_to_its_end()
    {
        using var folder = new TempFolder();
        var path = folder.At("config");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat($"Include {path}\nInclude {path}\0\n", 20)) + "Host web1\n  Port 2222\n");
        Assert.Contains("Host block", SshConfigFiles.Read(path).WhatApplies("web1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_knows_the_mark_cannot_hold_us_up()
    {
        var flood = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(number => $"\n@@m begin s{number}\n")));
        Assert.Equal(50_000, FrameParser.Parse(flood, flood, "@@m").Sections.Count);
    }

    [Fact]
    public void A_file_system_that_hides_another_is_the_one_that_counts()
    {
        var info = new Answer().Fact("mount", "8:1 / / rw ext4 /dev/sda1 rw", "8:2 / /mnt rw ext4 /dev/sdb rw", "8:2 / /srv/long rw ext4 /dev/sdb rw", "8:3 / /mnt rw xfs /dev/sdc rw")
            .Section("disks", "x\n/dev/sda1 100 50 50 50% /\n/dev/sdb 100 50 50 50% /srv/long\n/dev/sdc 100 50 50 50% /mnt\n").Read();
        Assert.Equal(["/ /dev/sda1", "/mnt /dev/sdc", "/srv/long /dev/sdb"], info.FileSystems.Select(fileSystem => fileSystem.MountPoint + " " + fileSystem.Device));
    }

    [Fact]
    public void More_used_than_there_is_is_no_size()
    {
        var info = new Answer().Section("disks", "x\n/dev/sda3 100 999 1 99% /\n").Read();
        Assert.Null(info.RootSizeBytes);
        Assert.NotEqual("", info.Why(nameof(info.RootSizeBytes)));
    }

    [Fact]
    public void A_type_of_key_with_an_escape_is_no_key()
    {
        const string Type = "evil\u001b[2J";
        byte[] blob = [0, 0, 0, (byte)Type.Length, .. Encoding.ASCII.GetBytes(Type), 0, 0, 0, 1, 1];
        Assert.False(HostKeyBlob.IsKey(Type, blob));
        Assert.True(HostKeyBlob.IsKey("evil", [0, 0, 0, 4, .. "evil"u8, 0, 0, 0, 1, 1]));
    }

    [Fact]
    public void Halves_and_tags_are_shown_and_pairs_stay()
    {
        Assert.Equal("a\\ud83d", HostText.Clean("a\ud83d"));
        Assert.Equal("\\udd8a.b", HostText.Clean("\udd8a.b"));
        Assert.Equal("x\\U000e0041y", HostText.Clean("x\U000e0041y"));
        Assert.Equal("🦊 ok", HostText.Clean("🦊 ok"));
    }

    [Fact]
    public void A_label_shows_what_hides_in_it() => Assert.Equal("web\\u202e1", new HostTarget("web\u202e1", "web1").ComputerName);
}
