using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>The probe's readers: always a result that keeps its promises (see <see cref="Invariants"/>), whatever the host says.</summary>
public sealed class HostInfoFuzzTests
{
    private static readonly string[] Words =
    [
        "\nos=", "\nsshd=/etc/ssh/sshd_config:1:Include /etc/ssh/sshd_config\n", "\nsshd=/etc/ssh/sshd_config:2:Match all\n", "\nsshdfile=/etc/ssh/sshd_config\n", "\nabsent=/proc/uptime\n",
        "\nmount=8:1 / / rw ext4 /dev/sda1 rw\n", "\nmount=8:1 / /a\\033b ro ext4 /dev/sda1 rw\n", "\nmount=8:2 / /srv rw xfs /dev/sdb rw\n", "\n/dev/sda1 100 50 50 50% /\n", "\ntrie=   |-- 10.0.0.9\ntrie=  /32 host LOCAL\n",
        "\nroute=eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", "\n" + Seed.ProbeMark + " begin facts\n", "\n" + Seed.ProbeMark + " end facts 0\n", "\n" + Seed.ProbeMark + " begin units\n", "0-3,6", "infinity",
    ];

    [Fact]
    public void Whole_answers() => Fuzz.Bytes("probe", 10000, Seed.Probes(), Words, (bytes, random) =>
    {
        var asked = random.Next(2) == 0;
        Check(Answer.Read(FrameParser.Parse(bytes, [], Seed.ProbeMark), new ConnectionFacts { UserName = asked ? "root" : "core", ServerVersion = "OpenSSH_9.2p1" }, asked));
    });

    [Fact]
    public void Facts_as_a_host_may_have_them() => Fuzz.Text("facts", 6000, Facts(), Words, (text, random) =>
    {
        var answer = new Answer().Section("facts", text, random.Next(8) == 0 ? null : 0, "awk; \u001b[2J" + Said(text));
        Check(answer.Read());
    });

    [Fact]
    public void Disks_as_a_host_may_have_them() => Fuzz.Text("disks", 4000,
        ["Filesystem     1024-blocks    Used Available Capacity Mounted on\n/dev/sda3         16000000  4000000  12000000      25% /\n/dev/sda2            10240     2253      7987      22% /boot/efi\ntmpfs  1000000  0 1000000 0% /run\n"], Words,
        (text, random) => Check(new Answer().Section("disks", text, random.Next(8) == 0 ? null : 0).Read()));

    [Fact]
    public void Clocks_and_units() => Fuzz.Text("clock and units", 4000, ["1717243200.500000000\n", "1717243200\n", "SystemState=running\nNFailedUnits=0\n", "SystemState=degraded\nNFailedUnits=3\n"], ["SystemState=", "NFailedUnits=", "."],
        (text, random) => Check((random.Next(4) switch
        {
            0 => new Answer().Section("clock", text),
            1 => new Answer().Section("units", text, random.Next(8) == 0 ? null : 0),
            2 => new Answer().Section("sshd", text).AskedSshd(),
            _ => new Answer().Section("sshd", "", 1, Said(text)).Section("units", "", 1, Said(text)).AskedSshd(Said(text)),
        }).Read()));

    [Fact]
    public void Os_releases() => Fuzz.Text("os-release", 6000, Seed.OsReleases(), ["ID=", "\nPRETTY_NAME=\"", "\\\"", "'", "VARIANT_ID=coreos\n", "$("], (text, _) =>
    {
        var values = OsRelease.Parse(text.Split('\n'));
        var identity = OsIdentity.Detect(values, [], null);
        foreach (var shown in values.Values.Concat([identity.Name, identity.Id, identity.Version, identity.BuildId]))
            Fuzz.IsShowable(shown);
        Assert.Equal(values.Count == 0, identity.Family == OsFamily.Unknown);
    });

    // An error of the host's own wording; one that ends with a colon would look like a reason of ours that gives none.
    private static string Said(string text) => text.Replace(':', ';') + "!";

    private static void Check(HostInfo info)
    {
        foreach (var fileSystem in info.FileSystems)
        {
            Assert.InRange(fileSystem.UsedBytes, 0, fileSystem.SizeBytes);
            Assert.InRange(fileSystem.FreeBytes, 0, fileSystem.SizeBytes);
            Assert.True(fileSystem.UsedPercent is null or (>= 0 and <= 100));
        }

        Assert.True(info.RootUsedPercent is null or (>= 0 and <= 100));
        Assert.True(info.MemoryUsedBytes is null || info.MemoryUsedBytes <= info.MemoryTotalBytes);
        Assert.True(info.SwapUsedBytes is null || info.SwapUsedBytes <= info.SwapTotalBytes);
        Assert.True(info.ProcessorCount is null or > 0);
        Assert.True(info.Uptime is null || info.Uptime >= TimeSpan.Zero);
        Assert.All(info.Unknown, unknown => Fuzz.IsShowable(unknown.ToString(), 1000));
        Fuzz.IsShowable(info.ToString());
        Assert.Equal(info.KernelVersion?.ToString() ?? "", string.Concat((info.KernelVersion?.ToString() ?? "").Where(char.IsAscii)));
    }

    private static List<string> Facts() => Seed.Probes().Select(probe => Encoding.UTF8.GetString(FrameParser.Parse(probe, [], Seed.ProbeMark).Sections["facts"].Output)).ToList();
}
